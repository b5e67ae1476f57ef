package pilothouse.apiextensions.definition;

import java.util.List;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;
import pilothouse.registry.Strategy;
import pilothouse.registry.WriteContext;

/// The `/status` of a definition: everything but the spec may change.
public final class DefinitionStatus implements Strategy {
  @Override
  public ObjectNode defaults(ObjectNode object) {
    return DefinitionDefaults.of(object);
  }

  @Override
  public ObjectNode prepareForUpdate(ObjectNode object, ObjectNode old, WriteContext context) {
    return object.with("spec", old.get("spec"));
  }

  @Override
  public void validateUpdate(
      ObjectNode object, ObjectNode old, WriteContext context, Errors errors) {}

  @Override
  public boolean allowsUnconditionalUpdate() {
    return false;
  }

  @Override
  public List<List<String>> resetFields() {
    return List.of(List.of("spec"));
  }

  @Override
  public boolean qualifiesFinalizers() {
    return false;
  }
}
