package pilothouse.cel.value;

/// What keys of maps have in common: numbers of equal value are one key, whatever their type.
public final class MapKeys {
  private MapKeys() {}

  public static boolean possible(Value key) {
    return key instanceof Value.Text || key instanceof Value.Bool || Numbers.numeric(key);
  }

  /// @throws EvalException where the value can be no key
  public static Object normal(Value key) {
    return switch (key) {
      case Value.Text text -> text.value();
      case Value.Bool bool -> bool.value();
      case Value.Int number -> number.value();
      case Value.Uint number when number.bits() >= 0 -> number.bits();
      case Value.Uint number -> number;
      case Value.Real number
          when number.value() == Math.rint(number.value()) && Math.abs(number.value()) < 0x1p63 ->
          (long) number.value();
      case Value.Real number -> number.value();
      default -> throw new EvalException("unsupported key type: " + key.typeName());
    };
  }
}
