package pilothouse.cel.rules;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pilothouse.api.tree.Node;
import pilothouse.cel.run.Variables;
import pilothouse.cel.type.SchemaValues;
import pilothouse.cel.value.EvalException;
import pilothouse.cel.value.Value;

/// `self` and `oldSelf` of one place, made when a rule asks for them.
final class RuleVariables implements Variables {
  private final RuleNode node;
  private final Node object;
  private final Node old;
  private @Nullable Value self;
  private @Nullable Value oldSelf;

  RuleVariables(RuleNode node, Node object, Node old) {
    this.node = node;
    this.object = object;
    this.old = old;
  }

  @Override
  public Value get(String name) {
    return switch (name) {
      case RuleCompiler.SELF -> self();
      case RuleCompiler.OLD_SELF -> oldSelf();
      default -> throw new EvalException("no such attribute(s): " + name);
    };
  }

  private Value self() {
    Value known = self;
    if (known == null) self = known = SchemaValues.of(object, node.schema(), node.resourceRoot());
    return known;
  }

  private Value oldSelf() {
    if (old.isNull()) throw new EvalException("no such attribute(s): " + RuleCompiler.OLD_SELF);
    Value known = oldSelf;
    if (known == null) oldSelf = known = SchemaValues.of(old, node.schema(), node.resourceRoot());
    return known;
  }

  /// The same, with `oldSelf` as an optional value.
  Variables optional() {
    return name -> name.equals(RuleCompiler.OLD_SELF) ? maybe() : get(name);
  }

  private Value maybe() {
    return Optional.of(old)
        .filter(value -> !value.isNull())
        .<Value>map(_ -> Value.Maybe.some(oldSelf()))
        .orElse(Value.Maybe.NONE);
  }
}
