package pilothouse.cel.rules;

import java.util.Optional;
import pilothouse.api.structural.Schema;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.NullNode;
import pilothouse.api.validation.FieldPath;

/// The rules of a schema, ready to run on objects. Immutable but for what it compiles, which it does at a place of the schema when the first object has a
/// value there; shared by threads.
final class SchemaRules {
  private final RuleNode root;

  private SchemaRules(RuleNode root) {
    this.root = root;
  }

  /// @param resourceRoot whether the schema is of a whole resource, and not of a part
  /// @return empty where the schema has no rules
  static Optional<SchemaRules> of(Schema schema, boolean resourceRoot, RulePrograms programs) {
    return RuleNode.of(schema, resourceRoot, programs).map(SchemaRules::new);
  }

  /// The rules of a create: those that look at `oldSelf` do not run, unless they say that it is optional.
  RuleFindings create(Node object, FieldPath at) {
    return create(object, at, RuleLimits.PER_OBJECT);
  }

  RuleFindings create(Node object, FieldPath at, long budget) {
    return new RuleRun(budget).run(root, at, object, NullNode.NULL, Ratchet.NONE);
  }

  /// The rules of an update. What fails as it stood before is told as a warning, unless its rule looks at `oldSelf`.
  RuleFindings update(Node object, Node old, FieldPath at) {
    return update(object, old, at, RuleLimits.PER_OBJECT);
  }

  RuleFindings update(Node object, Node old, FieldPath at, long budget) {
    return new RuleRun(budget).run(root, at, object, old, Ratchet.of(object, old, root.schema()));
  }
}
