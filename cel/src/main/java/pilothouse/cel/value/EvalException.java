package pilothouse.cel.value;

/// Why an expression has no value, in the words of the wire: `no such key: x`, `division by zero`.
///
/// It has no stack trace: it is an outcome of expressions and not of the program.
public final class EvalException extends RuntimeException {
  public EvalException(String message) {
    super(message, null, false, false);
  }

  public static EvalException noSuchOverload() {
    return new EvalException("no such overload");
  }

  public static EvalException noSuchKey(Value key) {
    return new EvalException("no such key: " + Printing.plain(key));
  }

  public String text() {
    return String.valueOf(getMessage());
  }
}
