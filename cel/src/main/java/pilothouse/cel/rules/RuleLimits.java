package pilothouse.cel.rules;

/// What rules may cost.
///
/// Sources: apiserver `pkg/apis/cel/config.go`, apiextensions `pkg/apis/apiextensions/validation/validation.go`.
public final class RuleLimits {
  /// One run of one expression.
  public static final long PER_CALL = 1_000_000;

  /// All rules of one write of one object.
  public static final long PER_OBJECT = 10_000_000;

  /// One rule, as estimated, times how often it may run.
  static final long ESTIMATED_RULE = 10_000_000;

  /// All rules of a schema, as estimated.
  static final long ESTIMATED_SCHEMA = 100_000_000;

  /// The longest text that a messageExpression may come to.
  static final int MESSAGE = 5 * 1024;

  private RuleLimits() {}
}
