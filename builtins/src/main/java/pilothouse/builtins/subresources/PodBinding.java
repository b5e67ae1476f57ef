package pilothouse.builtins.subresources;

import java.util.List;
import java.util.Optional;
import pilothouse.api.ApiException;
import pilothouse.api.GroupResource;
import pilothouse.api.Reason;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.registry.Change;
import pilothouse.registry.Preconditions;
import pilothouse.registry.StoredRegistry;
import pilothouse.registry.VirtualCreate;
import pilothouse.registry.WriteCheck;
import pilothouse.registry.WriteContext;

/// Assigns a pod to a node, once: `pods/binding` and the older `bindings`.
///
/// Source: `pkg/registry/core/pod/storage/storage.go`.
public final class PodBinding implements VirtualCreate {
  private static final GroupResource BINDING = new GroupResource("", "pods/binding");
  private static final FieldPath TARGET = FieldPath.of("target");

  private final StoredRegistry pods;

  public PodBinding(StoredRegistry pods) {
    this.pods = pods;
  }

  @Override
  public ObjectNode answer(
      ObjectNode binding, String namespace, String name, WriteContext context) {
    String named = binding.at("metadata", "name").text();
    String pod = name.isEmpty() ? named : name;
    if (pod.isEmpty()) throw ApiException.badRequest("Name parameter required.");
    if (!pod.equals(named))
      throw ApiException.badRequest("name in URL does not match name in Binding object");
    check(binding);
    pods.update(pod, new Assign(binding, pod, context), AsGiven.INSTANCE, context, WriteCheck.NONE);
    return Success.CREATED;
  }

  private static void check(ObjectNode binding) {
    var errors = new Errors();
    String kind = binding.at("target", "kind").text();
    if (!kind.isEmpty() && !kind.equals("Node"))
      errors.add(FieldError.notSupported(TARGET.child("kind"), kind, List.of("Node", "<empty>")));
    if (binding.at("target", "name").text().isEmpty())
      errors.add(FieldError.required(TARGET.child("name"), ""));
    if (!errors.isEmpty())
      throw ApiException.of(Reason.UNKNOWN, FieldError.aggregate(errors.list()));
  }

  /// The assignment, refused where the pod has a node, is going, or may not be scheduled yet.
  private record Assign(ObjectNode binding, String name, WriteContext context) implements Change {
    @Override
    public ObjectNode apply(Optional<ObjectNode> existing) {
      ObjectNode pod =
          existing.orElseThrow(() -> ApiException.notFound(new GroupResource("", "pods"), name));
      refuse(pod);
      ObjectNode out = pod.withAt(List.of("spec", "nodeName"), binding.at("target", "name"));
      out = merged(out, "annotations");
      out = merged(out, "labels");
      return PodConditions.withTrue(out, "PodScheduled", "", "", context.now());
    }

    private void refuse(ObjectNode pod) {
      if (!pod.at("metadata", "deletionTimestamp").isNull())
        throw conflict("pod " + name + " is being deleted, cannot be assigned to a host");
      String node = pod.at("spec", "nodeName").text();
      if (!node.isEmpty())
        throw conflict("pod " + name + " is already assigned to node " + FieldError.quote(node));
      if (!pod.at("spec", "schedulingGates").items().isEmpty())
        throw conflict("pod " + name + " has non-empty .spec.schedulingGates");
    }

    private ApiException conflict(String why) {
      return ApiException.conflict(BINDING, name, why);
    }

    private ObjectNode merged(ObjectNode pod, String map) {
      Node given = binding.at("metadata", map);
      if (!(given instanceof ObjectNode more) || more.isEmpty()) return pod;
      var all = ObjectNode.builder().putAll(pod.at("metadata", map).object()).putAll(more);
      return pod.withAt(List.of("metadata", map), all.build());
    }

    @Override
    public Preconditions preconditions() {
      return new Preconditions(given("uid"), given("resourceVersion"));
    }

    private Optional<String> given(String member) {
      return binding.at("metadata", member) instanceof StringNode(var text) && !text.isEmpty()
          ? Optional.of(text)
          : Optional.empty();
    }
  }
}
