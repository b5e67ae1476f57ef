package pilothouse.cel.rules;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import pilothouse.cel.run.Outcome;
import pilothouse.cel.value.Value;

/// What a messageExpression came to, where that will do as a message: one line, not empty, not too long.
final class RuleMessages {
  private RuleMessages() {}

  static Optional<String> of(Outcome outcome) {
    if (!(outcome instanceof Outcome.Result(Value.Text(String text), _))) return Optional.empty();
    String message = text.strip();
    boolean fits = message.getBytes(StandardCharsets.UTF_8).length <= RuleLimits.MESSAGE;
    return message.isEmpty() || message.indexOf('\n') >= 0 || !fits
        ? Optional.empty()
        : Optional.of(message);
  }
}
