package pilothouse.builtins.core;

import java.util.List;
import java.util.Optional;
import pilothouse.api.tree.ObjectNode;
import pilothouse.builtins.meta.Edit;
import pilothouse.registry.Deletion;
import pilothouse.registry.Strategy;
import pilothouse.registry.WriteContext;

/// Service accounts: references to secrets are reduced to their names.
final class ServiceAccountStrategy implements Strategy {
  private static final String MOUNTABLE = "kubernetes.io/enforce-mountable-secrets";

  @Override
  public ObjectNode prepareForCreate(ObjectNode account, WriteContext context) {
    return namesOnly(account);
  }

  @Override
  public ObjectNode prepareForUpdate(ObjectNode account, ObjectNode old, WriteContext context) {
    return namesOnly(account);
  }

  private static ObjectNode namesOnly(ObjectNode account) {
    return Edit.each(
        account,
        "secrets",
        secret ->
            secret.has("name") ? ObjectNode.of("name", secret.get("name")) : ObjectNode.EMPTY);
  }

  @Override
  public List<String> warnings(ObjectNode account, Optional<ObjectNode> old, WriteContext context) {
    if (!account.at("metadata", "annotations").object().has(MOUNTABLE)) return List.of();
    if (old.isPresent() && old.get().at("metadata", "annotations").object().has(MOUNTABLE))
      return List.of();
    return List.of(
        "metadata.annotations["
            + MOUNTABLE
            + "]: deprecated in v1.32+; prefer separate namespaces to isolate access to mounted secrets");
  }

  @Override
  public boolean allowsUnconditionalUpdate() {
    return true;
  }

  @Override
  public Deletion deletion() {
    return Deletion.RETURNS_OBJECT;
  }
}
