package pilothouse.cel.value;

/// Positions in lists: an int, or another number of the same value.
final class Indices {
  private Indices() {}

  static long of(Value index) {
    return switch (index) {
      case Value.Int number -> number.value();
      case Value.Uint number when number.bits() >= 0 -> number.bits();
      case Value.Real number
          when number.value() == Math.rint(number.value()) && Math.abs(number.value()) < 0x1p53 ->
          (long) number.value();
      case Value.Real number ->
          throw new EvalException("unsupported index value: " + Printing.plain(number));
      default ->
          throw new EvalException("unsupported index type '" + index.typeName() + "' in list");
    };
  }
}
