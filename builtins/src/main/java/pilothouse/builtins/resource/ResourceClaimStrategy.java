package pilothouse.builtins.resource;

import java.util.List;
import pilothouse.api.tree.ObjectNode;
import pilothouse.builtins.meta.Edit;
import pilothouse.registry.Deletion;
import pilothouse.registry.Strategy;
import pilothouse.registry.WriteContext;

/// Resource claims: which devices a pod needs.
public final class ResourceClaimStrategy implements Strategy {
  @Override
  public ObjectNode defaults(ObjectNode claim) {
    return Edit.inside(claim, "spec", DeviceRequests::defaults);
  }

  @Override
  public ObjectNode prepareForCreate(ObjectNode claim, WriteContext context) {
    return claim.without("status");
  }

  @Override
  public ObjectNode prepareForUpdate(ObjectNode claim, ObjectNode old, WriteContext context) {
    return Edit.restored(claim, old, "status");
  }

  @Override
  public List<List<String>> resetFields() {
    return List.of(List.of("status"));
  }

  @Override
  public Deletion deletion() {
    return Deletion.RETURNS_OBJECT;
  }
}
