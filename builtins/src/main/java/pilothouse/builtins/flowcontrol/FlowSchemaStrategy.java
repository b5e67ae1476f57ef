package pilothouse.builtins.flowcontrol;

import java.util.List;
import pilothouse.api.tree.ObjectNode;
import pilothouse.builtins.meta.Edit;
import pilothouse.registry.Strategy;
import pilothouse.registry.WriteContext;

/// Flow schemas: which requests share which priority level.
public final class FlowSchemaStrategy implements Strategy {
  private static final int DEFAULT_PRECEDENCE = 1000;

  @Override
  public ObjectNode defaults(ObjectNode schema) {
    return Edit.under(
        schema, "spec", spec -> Edit.zero(spec, "matchingPrecedence", DEFAULT_PRECEDENCE));
  }

  @Override
  public ObjectNode prepareForCreate(ObjectNode schema, WriteContext context) {
    return schema.with("status", ObjectNode.EMPTY);
  }

  @Override
  public ObjectNode prepareForUpdate(ObjectNode schema, ObjectNode old, WriteContext context) {
    return Edit.restored(schema, old, "status");
  }

  @Override
  public Generation generation() {
    return Generation.SPEC;
  }

  @Override
  public List<List<String>> resetFields() {
    return List.of(List.of("status"));
  }
}
