package pilothouse.registry.admission;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import pilothouse.api.ApiException;
import pilothouse.api.GroupResource;
import pilothouse.api.Reason;
import pilothouse.api.Status;
import pilothouse.api.tree.ObjectNode;

/// Nothing is created in a namespace that is missing or going away, and the system's own namespaces stay.
///
/// Source: apiserver `pkg/admission/plugin/namespace/lifecycle/admission.go`.
public final class NamespaceLifecycle implements AdmissionPlugin {
  private static final GroupResource NAMESPACES = new GroupResource("", "namespaces");
  private static final Set<String> IMMORTAL = Set.of("default", "kube-system", "kube-public");

  private final Function<String, Optional<ObjectNode>> namespaces;

  /// @param namespaces the newest state of the namespace of a name
  public NamespaceLifecycle(Function<String, Optional<ObjectNode>> namespaces) {
    this.namespaces = namespaces;
  }

  @Override
  public String name() {
    return "NamespaceLifecycle";
  }

  @Override
  public boolean handles(Operation operation) {
    return operation != Operation.CONNECT;
  }

  @Override
  public ObjectNode mutate(AdmissionRequest request, ObjectNode object) {
    admit(request);
    return object;
  }

  @Override
  public void mutateWithoutObject(AdmissionRequest request) {
    admit(request);
  }

  private void admit(AdmissionRequest request) {
    boolean ofNamespace = request.resource().equals(NAMESPACES);
    if (request.operation() == Operation.DELETE) {
      if (ofNamespace && IMMORTAL.contains(request.name()))
        throw ApiException.forbidden(
            NAMESPACES, request.name(), "this namespace may not be deleted");
      return;
    }
    if (ofNamespace || request.namespace().isEmpty() || isReview(request)) return;
    ObjectNode namespace =
        namespaces
            .apply(request.namespace())
            .orElseThrow(() -> ApiException.notFound(NAMESPACES, request.namespace()));
    if (request.operation() != Operation.CREATE) return;
    if (namespace.at("status", "phase").text().equals("Terminating")) throw terminating(request);
  }

  private static boolean isReview(AdmissionRequest request) {
    return request
        .resource()
        .equals(new GroupResource("authorization.k8s.io", "localsubjectaccessreviews"));
  }

  private static ApiException terminating(AdmissionRequest request) {
    String message =
        "unable to create new content in namespace "
            + request.namespace()
            + " because it is being terminated";
    ApiException plain = ApiException.forbidden(request.resource(), request.name(), message);
    var cause =
        new Status.Cause(
            "NamespaceTerminating",
            "namespace " + request.namespace() + " is being terminated",
            "metadata.namespace");
    var details = Status.Details.of(request.resource(), request.name()).withCauses(List.of(cause));
    return new ApiException(Status.failure(Reason.FORBIDDEN, plain.status().message(), details));
  }
}
