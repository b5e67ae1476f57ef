package pilothouse.cel.rules;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import pilothouse.api.structural.Rules;
import pilothouse.api.structural.Schema;
import pilothouse.api.tree.Node;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;

/// Rules in the Common Expression Language. A process needs one: it keeps what it compiled.
public final class CelRules implements Rules.Engine {
  private final RulePrograms programs = new RulePrograms();

  @Override
  public boolean evaluates() {
    return true;
  }

  @Override
  public Rules compile(Schema schema) {
    return SchemaRules.of(schema, true, programs).<Rules>map(Ruled::new).orElse(Rules.NONE);
  }

  @Override
  public Rules compilePart(Schema schema) {
    return SchemaRules.of(schema, false, programs).<Rules>map(Ruled::new).orElse(Rules.NONE);
  }

  @Override
  public List<FieldError> faults(
      FieldPath path, Schema schema, Optional<Schema> old, Predicate<String> broken) {
    boolean unchanged = old.isPresent() && old.get().equals(schema);
    return SchemaRuleChecks.of(schema, path, programs, broken, unchanged);
  }

  private record Ruled(SchemaRules rules) implements Rules {
    @Override
    public void check(Node object, Optional<? extends Node> old, Errors errors) {
      RuleFindings found =
          old.isPresent()
              ? rules.update(object, old.get(), FieldPath.ROOT)
              : rules.create(object, FieldPath.ROOT);
      errors.addAll(found.errors());
      found.warnings().forEach(errors::warn);
    }
  }
}
