package pilothouse.registry.admission;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import pilothouse.api.GroupResource;
import pilothouse.api.GroupVersionKind;
import pilothouse.api.tree.ObjectNode;
import pilothouse.registry.ResourceDefinition;

/// A write as admission sees it.
///
/// @param kind of `object`; a subresource's own kind where it has one
/// @param subresource empty for the resource itself
/// @param name empty where the server is about to generate it, and for a collection
/// @param namespace empty for cluster-scoped resources; a namespace's own name for namespaces
/// @param object what is to be; empty for deletes
/// @param old what is stored; empty for creates
/// @param options `CreateOptions`, `UpdateOptions`, `PatchOptions` or `DeleteOptions` as sent
/// @param warnings takes warnings for the client
public record AdmissionRequest(
    Operation operation,
    ResourceDefinition definition,
    GroupVersionKind kind,
    String subresource,
    String name,
    String namespace,
    Optional<ObjectNode> object,
    Optional<ObjectNode> old,
    ObjectNode options,
    boolean dryRun,
    Caller caller,
    Consumer<String> warnings) {

  /// Who asks.
  public record Caller(
      String name, String uid, List<String> groups, Map<String, List<String>> extra) {
    public Caller {
      groups = List.copyOf(groups);
    }
  }

  public GroupResource resource() {
    return definition.groupResource();
  }

  /// Whether this is about `group`'s `resource` itself and no subresource of it.
  public boolean isFor(String group, String resource) {
    return subresource.isEmpty()
        && definition.kind().group().equals(group)
        && definition.names().plural().equals(resource);
  }

  public AdmissionRequest withObject(ObjectNode changed) {
    return new AdmissionRequest(
        operation,
        definition,
        kind,
        subresource,
        name,
        namespace,
        Optional.of(changed),
        old,
        options,
        dryRun,
        caller,
        warnings);
  }
}
