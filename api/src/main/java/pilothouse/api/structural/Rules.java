package pilothouse.api.structural;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import pilothouse.api.tree.Node;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;

/// The validation rules of a schema (`x-kubernetes-validations`), made ready to be asked.
///
/// Rules are compiled once a schema, when the first object is written, and are asked by many threads.
public interface Rules {
  Rules NONE = (_, _, _) -> {};

  /// Adds what the rules find wrong with an object; what is wrong with an update and was as wrong before is let pass with a warning.
  ///
  /// @param old empty on create, where rules about transitions are not asked
  void check(Node object, Optional<? extends Node> old, Errors errors);

  /// Makes and checks rules.
  interface Engine {
    /// Whether rules are evaluated at all; where they are not, whoever writes a schema with rules is warned.
    boolean evaluates();

    /// The rules of a whole resource.
    Rules compile(Schema schema);

    /// The rules of a part of one.
    Rules compilePart(Schema schema);

    /// What is wrong with the expressions of rules of the schema at the path: they do not compile, or cost too much.
    ///
    /// @param old the schema that is replaced, whose costs are tolerated where nothing changed; empty on create
    /// @param broken whether the schema at a path (`….properties[spec]`), or anything below it, was found faulty: there expressions are not looked at
    List<FieldError> faults(
        FieldPath path, Schema schema, Optional<Schema> old, Predicate<String> broken);
  }

  /// No rule is evaluated.
  Engine UNEVALUATED =
      new Engine() {
        @Override
        public boolean evaluates() {
          return false;
        }

        @Override
        public Rules compile(Schema schema) {
          return NONE;
        }

        @Override
        public Rules compilePart(Schema schema) {
          return NONE;
        }

        @Override
        public List<FieldError> faults(
            FieldPath path, Schema schema, Optional<Schema> old, Predicate<String> broken) {
          return List.of();
        }
      };
}
