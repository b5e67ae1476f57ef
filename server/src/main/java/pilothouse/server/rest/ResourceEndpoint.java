package pilothouse.server.rest;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import pilothouse.api.ApiException;
import pilothouse.registry.ResourceDefinition;
import pilothouse.registry.Subresource;
import pilothouse.registry.Verb;
import pilothouse.server.http.Call;
import pilothouse.server.http.Handler;
import pilothouse.server.http.RequestInfo;
import pilothouse.server.http.Response;
import pilothouse.server.negotiation.RouteErrors;

/// All paths of one resource in one version: finds the verb in the definition, and its handler.
public final class ResourceEndpoint implements Handler {
  private final ServedResource resource;
  private final Map<Verb, Handler> verbs;
  private final Map<String, SubresourceEndpoint> parts = new HashMap<>();

  public ResourceEndpoint(ServedResource resource, Customs customs) {
    this.resource = resource;
    this.verbs = handlers(resource, customs);
    for (Subresource part : resource.definition().subresources())
      parts.put(part.name(), SubresourceEndpoint.of(resource, part, customs));
  }

  private static Map<Verb, Handler> handlers(ServedResource resource, Customs customs) {
    var all = new EnumMap<Verb, Handler>(Verb.class);
    ResourceDefinition definition = resource.definition();
    for (Verb verb : definition.verbs())
      handler(verb, resource, customs).ifPresent(h -> all.put(verb, h));
    return all;
  }

  private static Optional<Handler> handler(Verb verb, ServedResource resource, Customs customs) {
    ResourceDefinition definition = resource.definition();
    if (resource.registry().isEmpty()) return virtual(verb, resource, customs);
    return Optional.of(
        switch (verb) {
          case CREATE -> new CreateHandler(resource);
          case GET -> new GetHandler(resource);
          case LIST -> new ListHandler(resource);
          case WATCH -> new WatchHandler(resource);
          case UPDATE -> new UpdateHandler(resource, Target.whole(resource));
          case PATCH -> new PatchHandler(resource, Target.whole(resource));
          case DELETE -> new DeleteHandler(resource);
          case DELETECOLLECTION -> new DeleteCollectionHandler(resource);
        });
  }

  private static Optional<Handler> virtual(Verb verb, ServedResource resource, Customs customs) {
    String name = resource.definition().created();
    if (verb == Verb.GET) return customs.read(name).map(r -> new VirtualReads(resource, r).get());
    if (verb == Verb.LIST) return customs.read(name).map(r -> new VirtualReads(resource, r).list());
    if (verb != Verb.CREATE) return Optional.empty();
    return customs
        .create(name)
        .map(answer ->
            new VirtualCreateHandler(
                resource,
                resource.definition().kind(),
                resource.codec(),
                resource.trackers().of(""),
                answer));
  }

  public ResourceDefinition definition() {
    return resource.definition();
  }

  @Override
  public Response handle(Call call) {
    RequestInfo info = call.info();
    if (!info.subresource().isEmpty()) return part(call);
    requireScope(info);
    requirePath(info);
    Verb verb = verb(info.verb());
    requireMethod(call, verb);
    if (verb == Verb.WATCH && !verbs.containsKey(verb) && verbs.containsKey(Verb.LIST)) {
      resource.warnOfDeprecation(call);
      throw ApiException.methodNotAllowed(resource.definition().groupResource(), "watch");
    }
    Handler handler = verbs.get(verb);
    if (handler == null) throw RouteErrors.noSuchMethod();
    Negotiation.route(call, resource.codec().encodings(), streams(verb));
    resource.warnOfDeprecation(call);
    return handler.handle(call);
  }

  private static final Set<Verb> OF_COLLECTIONS =
      Set.of(Verb.LIST, Verb.WATCH, Verb.CREATE, Verb.DELETECOLLECTION);

  /// A path that takes no method at all is none.
  private void requirePath(RequestInfo info) {
    boolean collection = info.parts().size() < 2;
    boolean known =
        verbs.keySet().stream().anyMatch(verb -> OF_COLLECTIONS.contains(verb) == collection);
    if (!known) throw RouteErrors.noSuchResource();
  }

  /// Collections take other methods than objects, and HEAD is for neither.
  private static void requireMethod(Call call, Verb verb) {
    boolean collection = call.info().parts().size() < 2;
    boolean fits =
        switch (verb) {
          case GET -> !collection && call.method().equals("GET");
          case LIST, WATCH -> call.method().equals("GET");
          case CREATE, DELETECOLLECTION -> collection;
          case UPDATE, PATCH, DELETE -> !collection;
        };
    if (!fits) throw RouteErrors.noSuchMethod();
  }

  private static boolean streams(Verb verb) {
    return verb == Verb.LIST || verb == Verb.WATCH;
  }

  private Response part(Call call) {
    SubresourceEndpoint part = parts.get(call.info().subresource());
    boolean deeper = call.info().parts().size() > 3 && !call.info().subresource().equals("proxy");
    if (part == null || deeper) throw RouteErrors.noSuchResource();
    return part.handle(call);
  }

  private static final Set<String> ACROSS = Set.of("list", "watch");

  /// Across namespaces only lists and watches are routed.
  private void requireScope(RequestInfo info) {
    boolean namespaced = resource.definition().namespaced();
    if (!namespaced && !info.namespace().isEmpty() && !ofNamespaces(info))
      throw RouteErrors.noSuchResource();
    if (!namespaced || !info.namespace().isEmpty()) return;
    if (ACROSS.contains(info.verb())) return;
    boolean collection = info.parts().size() < 2;
    throw collection ? RouteErrors.noSuchMethod() : RouteErrors.noSuchResource();
  }

  private static boolean ofNamespaces(RequestInfo info) {
    return info.resource().equals("namespaces");
  }

  static Verb verb(String text) {
    for (Verb verb : Verb.values()) if (verb.text().equals(text)) return verb;
    throw RouteErrors.noSuchMethod();
  }
}
