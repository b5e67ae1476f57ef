package pilothouse.apiextensions.definition;

import java.util.List;
import pilothouse.api.structural.Rules;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;

/// Checks of definitions.
final class DefinitionValidation {
  private final Rules.Engine rules;

  DefinitionValidation(Rules.Engine rules) {
    this.rules = rules;
  }

  void create(ObjectNode crd, Errors errors) {}

  void update(ObjectNode crd, ObjectNode old, Errors errors) {}

  List<String> warnings(ObjectNode crd) {
    return rules.evaluates() ? List.of() : List.of();
  }
}
