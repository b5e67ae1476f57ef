package pilothouse.cel.rules;

import java.util.Optional;
import pilothouse.cel.run.Program;

/// A rule as it was compiled. Immutable; shared by all schemas with the same rule on the same type.
///
/// @param program empty where the rule is empty or wrong
/// @param error why the rule is wrong; empty where it is not
/// @param cost the most that one run may cost
/// @param message of the messageExpression; empty where there is none or it is wrong
record CompiledRule(
    Optional<Program> program,
    String error,
    boolean usesOldSelf,
    long cost,
    Optional<Program> message,
    String messageError,
    long messageCost) {

  static final CompiledRule EMPTY = wrong("", false);

  static CompiledRule wrong(String error, boolean usesOldSelf) {
    return new CompiledRule(Optional.empty(), error, usesOldSelf, 0, Optional.empty(), "", 0);
  }

  CompiledRule withMessageError(String error) {
    return new CompiledRule(program, this.error, usesOldSelf, cost, Optional.empty(), error, 0);
  }

  CompiledRule withMessage(Program program, long cost) {
    return new CompiledRule(
        this.program, error, usesOldSelf, this.cost, Optional.of(program), "", cost);
  }
}
