package pilothouse.server.authz;

import java.util.function.Supplier;
import pilothouse.registry.admission.AdmissionPlugin;
import pilothouse.registry.admission.AdmissionRequest;
import pilothouse.registry.admission.Operation;
import pilothouse.server.http.User;

/// Whoever creates an object by an apply or a PUT must have the right to create it, besides the one that the request was let in with.
///
/// Stands before all other validating admission. Source: apiserver `pkg/endpoints/handlers/update.go`, `withAuthorization`.
public final class CreateRights implements AdmissionPlugin {
  private final Supplier<Authorizer> authorizer;

  /// @param authorizer asked for when it is first needed, as it reads resources that admission guards
  public CreateRights(Supplier<Authorizer> authorizer) {
    this.authorizer = authorizer;
  }

  @Override
  public String name() {
    return "CreateRights";
  }

  @Override
  public boolean handles(Operation operation) {
    return operation == Operation.CREATE;
  }

  @Override
  public void validate(AdmissionRequest request) {
    if (request.options().get("kind").text().equals("CreateOptions")) return;
    Attributes create = create(request);
    Decision decision = authorizer.get().authorize(create);
    if (!decision.allowed()) throw Refusal.of(create, decision.reason());
  }

  private static Attributes create(AdmissionRequest request) {
    var caller = request.caller();
    var user = new User(caller.name(), caller.uid(), caller.groups(), caller.extra());
    var resource = request.definition().resource();
    return new Attributes(
        user,
        "create",
        true,
        resource.group(),
        resource.version(),
        resource.resource(),
        "",
        request.definition().namespaced() ? request.namespace() : "",
        request.name(),
        "");
  }
}
