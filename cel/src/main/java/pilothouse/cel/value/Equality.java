package pilothouse.cel.value;

/// `==` of the language: values of different types are unequal, numbers are equal by value whatever their types.
public final class Equality {
  private Equality() {}

  public static boolean equal(Value a, Value b) {
    if (Numbers.numeric(a)) return Numbers.numeric(b) && Numbers.equal(a, b);
    return switch (a) {
      case ListValue list -> b instanceof ListValue other && list.same(other);
      case MapValue map -> b instanceof MapValue other && map.same(other);
      case OpaqueValue opaque -> b instanceof OpaqueValue other && opaque.same(other);
      case Value.Maybe maybe ->
          b instanceof Value.Maybe other
              && maybe.present() == other.present()
              && equal(maybe.inner(), other.inner());
      case Value.Failure failure -> throw failure.cause();
      default -> a.equals(b);
    };
  }
}
