package pilothouse.builtins.core;

import java.util.List;
import java.util.Optional;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldPath;
import pilothouse.registry.Deletion;
import pilothouse.registry.Strategy;
import pilothouse.registry.WriteContext;

/// Pod templates: a template for pods, stored on its own.
final class PodTemplateStrategy implements Strategy {
  @Override
  public ObjectNode defaults(ObjectNode template) {
    return PodDefaults.template(template);
  }

  @Override
  public void validate(ObjectNode template, WriteContext context, Errors errors) {
    PodTemplateValidation.create(template, errors);
  }

  @Override
  public void validateUpdate(
      ObjectNode template, ObjectNode old, WriteContext context, Errors errors) {
    PodTemplateValidation.update(template, old, errors);
  }

  @Override
  public List<String> warnings(
      ObjectNode template, Optional<ObjectNode> old, WriteContext context) {
    return PodWarnings.template(
        template.get("template").object(),
        FieldPath.of("template"),
        old.map(o -> o.get("template").object()));
  }

  @Override
  public Generation generation() {
    return Generation.ALL;
  }

  @Override
  public Deletion deletion() {
    return Deletion.RETURNS_OBJECT;
  }
}
