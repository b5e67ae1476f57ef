package pilothouse.server.rest;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import pilothouse.api.ApiException;
import pilothouse.api.Reason;
import pilothouse.registry.Subresource;
import pilothouse.registry.Verb;
import pilothouse.server.http.Call;
import pilothouse.server.http.Handler;
import pilothouse.server.http.Response;
import pilothouse.server.negotiation.RouteErrors;

/// The paths of one subresource.
final class SubresourceEndpoint {
  private final ServedResource resource;
  private final Map<Verb, Handler> verbs;

  /// Code of its own, which negotiates for itself.
  private final boolean custom;

  private SubresourceEndpoint(ServedResource resource, Map<Verb, Handler> verbs, boolean custom) {
    this.resource = resource;
    this.verbs = verbs;
    this.custom = custom;
  }

  static SubresourceEndpoint of(ServedResource resource, Subresource part, Customs customs) {
    return switch (part.action()) {
      case Subresource.Action.Part(var strategy) ->
          new SubresourceEndpoint(resource, handlers(resource, part, strategy), false);
      case Subresource.Action.Scale(var view) ->
          new SubresourceEndpoint(resource, ScaleHandlers.of(resource, part, view), false);
      case Subresource.Action.Custom(var name) ->
          new SubresourceEndpoint(
              resource, alike(part, custom(resource, part, name, customs)), true);
    };
  }

  private static Handler custom(
      ServedResource resource, Subresource part, String name, Customs customs) {
    return customs
        .create(name)
        .<Handler>map(answer ->
            new VirtualCreateHandler(
                resource,
                part.kind(),
                resource.codecs().of(part.kind(), answer::defaults),
                resource.trackers().of(part.name()),
                answer))
        .or(() -> customs.handler(name))
        .orElse(_ -> {
          throw ApiException.of(Reason.NOT_IMPLEMENTED, name + " is not implemented");
        });
  }

  private static Map<Verb, Handler> alike(Subresource part, Handler handler) {
    var all = new EnumMap<Verb, Handler>(Verb.class);
    for (Verb verb : part.verbs()) all.put(verb, handler);
    return all;
  }

  private static Map<Verb, Handler> handlers(
      ServedResource resource, Subresource part, pilothouse.registry.Strategy strategy) {
    var all = new EnumMap<Verb, Handler>(Verb.class);
    for (Verb verb : part.verbs())
      handler(verb, resource, part.name(), strategy).ifPresent(h -> all.put(verb, h));
    return all;
  }

  private static Optional<Handler> handler(
      Verb verb, ServedResource resource, String part, pilothouse.registry.Strategy strategy) {
    return switch (verb) {
      case GET -> Optional.of(new GetHandler(resource));
      case UPDATE ->
          Optional.of(new UpdateHandler(resource, Target.part(resource, part, strategy)));
      case PATCH -> Optional.of(new PatchHandler(resource, Target.part(resource, part, strategy)));
      case CREATE, DELETE, DELETECOLLECTION, LIST, WATCH -> Optional.empty();
    };
  }

  /// Custom resources have no router that words it.
  private ApiException noSuchMethod(Call call) {
    return resource.codec().strategicPatches()
        ? RouteErrors.noSuchMethod()
        : ApiException.methodNotAllowed(resource.definition().groupResource(), call.info().verb());
  }

  Response handle(Call call) {
    if (call.info().verb().equals("watch")) throw RouteErrors.noSuchResource();
    Handler handler = verbs.get(ResourceEndpoint.verb(call.info().verb()));
    if (handler == null) throw noSuchMethod(call);
    if (!custom && call.method().equals("HEAD")) throw RouteErrors.noSuchMethod();
    if (!custom) Negotiation.route(call, resource.codec().encodings(), false);
    resource.warnOfDeprecation(call);
    return handler.handle(call);
  }
}
