package pilothouse.builtins.flowcontrol;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.builtins.meta.Checks;

/// The check of the conditions in a status of this group: one a type, each with a type and a status.
final class FlowConditions {
  private FlowConditions() {}

  static void check(ObjectNode object, Errors errors) {
    List<Node> conditions = object.at("status", "conditions").items();
    Set<String> types = new HashSet<>();
    for (int i = 0; i < conditions.size(); i++) {
      FieldPath type = FieldPath.of("status", "conditions").index(i).child("type");
      Node value = conditions.get(i).get("type");
      if (!types.add(value.text())) errors.add(FieldError.duplicate(type, value.text()));
      Checks.required(type, value, errors);
    }
  }
}
