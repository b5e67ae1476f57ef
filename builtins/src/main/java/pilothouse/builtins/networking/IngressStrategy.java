package pilothouse.builtins.networking;

import java.util.List;
import pilothouse.api.tree.ObjectNode;
import pilothouse.builtins.meta.Edit;
import pilothouse.registry.Strategy;
import pilothouse.registry.WriteContext;

/// Ingresses: which host and path lead to which service.
public final class IngressStrategy implements Strategy {
  @Override
  public ObjectNode prepareForCreate(ObjectNode ingress, WriteContext context) {
    return ingress.without("status");
  }

  @Override
  public ObjectNode prepareForUpdate(ObjectNode ingress, ObjectNode old, WriteContext context) {
    return Edit.restored(ingress, old, "status");
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
