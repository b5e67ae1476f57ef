package pilothouse.server.rest;

import java.util.Optional;
import pilothouse.api.GroupResource;
import pilothouse.api.Status;
import pilothouse.api.tree.ObjectNode;
import pilothouse.registry.Metadata;
import pilothouse.registry.Removed;
import pilothouse.registry.admission.Operation;
import pilothouse.server.http.Call;
import pilothouse.server.http.Handler;
import pilothouse.server.http.Response;
import pilothouse.storage.cache.CachedObject;

/// Deletes one object.
final class DeleteHandler implements Handler {
  private final ServedResource resource;
  private final Answers answers;

  DeleteHandler(ServedResource resource) {
    this.resource = resource;
    this.answers = new Answers(resource);
  }

  @Override
  public Response handle(Call call) {
    Representation as = Negotiation.answer(call, resource.codec().encodings());
    DeleteRequests.Parsed request = DeleteRequests.read(call, resource);
    var writing = Writing.of(resource, call, request.tree(), request.dryRun());
    String name = call.info().name();
    resource
        .admission()
        .mutate(writing.request(Operation.DELETE, name, Optional.empty(), Optional.empty()));
    Removed removed =
        resource.stored().delete(name, request.options(), writing.context(), writing.check(name));
    return answer(call, as, removed, request);
  }

  private Response answer(
      Call call, Representation as, Removed removed, DeleteRequests.Parsed request) {
    if (!removed.answersObject()) return answers.status(as, success(removed.object()));
    Optional<CachedObject> stored = removed.stored();
    int code = accepted(removed, request) ? 202 : 200;
    return stored.isPresent() && as.isPlainJson()
        ? answers.stored(call, as, code, stored.get())
        : answers.tree(call, as, code, removed.object());
  }

  /// Clients that said `orphanDependents=false` learn whether the object still waits.
  private static boolean accepted(Removed removed, DeleteRequests.Parsed request) {
    return !removed.gone() && !request.options().orphanDependents().orElse(true);
  }

  private Status success(ObjectNode object) {
    GroupResource resource = this.resource.definition().groupResource();
    return Status.success(
        200,
        new Status.Details(
            Metadata.name(object),
            resource.group(),
            resource.resource(),
            Metadata.uid(object),
            java.util.List.of(),
            0));
  }
}
