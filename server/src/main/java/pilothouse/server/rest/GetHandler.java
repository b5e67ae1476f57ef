package pilothouse.server.rest;

import java.time.Duration;
import java.util.Optional;
import pilothouse.api.ApiException;
import pilothouse.registry.ResourceVersions;
import pilothouse.registry.StoredRegistry;
import pilothouse.server.http.Call;
import pilothouse.server.http.Handler;
import pilothouse.server.http.Response;
import pilothouse.storage.cache.CachedObject;

/// Reads one object.
final class GetHandler implements Handler {
  private final ServedResource resource;
  private final Answers answers;

  GetHandler(ServedResource resource) {
    this.resource = resource;
    this.answers = new Answers(resource);
  }

  @Override
  public Response handle(Call call) {
    Representation as = Negotiation.answer(call, resource.codec().encodings());
    refuseExport(call);
    return answers.stored(call, as, 200, find(call));
  }

  /// Source: apiserver `pkg/endpoints/handlers/get.go`.
  private static void refuseExport(Call call) {
    for (String value : call.query().all("export").stream().limit(1).toList())
      if (!value.equals("0") && !value.equalsIgnoreCase("false"))
        throw ApiException.badRequest(
            "the export parameter, deprecated since v1.14, is no longer supported");
  }

  private CachedObject find(Call call) {
    StoredRegistry registry = resource.stored();
    String namespace = resource.namespace(call);
    String name = call.info().name();
    long revision = ResourceVersions.parse(call.query().text("resourceVersion"));
    if (revision == 0) return registry.get(namespace, name);
    Optional<CachedObject> found =
        Snapshots.notOlderThan(registry.cache(), revision, Duration.ofSeconds(3))
            .get(registry.key(namespace, name));
    return found.orElseThrow(
        () -> ApiException.notFound(resource.definition().groupResource(), name));
  }
}
