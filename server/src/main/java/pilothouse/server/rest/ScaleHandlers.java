package pilothouse.server.rest;

import java.util.EnumMap;
import java.util.Map;
import pilothouse.registry.ScaleView;
import pilothouse.registry.Subresource;
import pilothouse.registry.Verb;
import pilothouse.registry.fields.ScaleFields;
import pilothouse.server.http.Handler;
import pilothouse.storage.cache.CachedObject;

/// The `scale` of a resource.
final class ScaleHandlers {
  private ScaleHandlers() {}

  static Map<Verb, Handler> of(ServedResource resource, Subresource part, ScaleView view) {
    ObjectCodec codec = resource.codecs().of(part.kind(), object -> object);
    var fields =
        new ScaleFields(
            resource.definition().kind().apiVersion(),
            Map.of(resource.definition().kind().apiVersion(), view.specReplicas()));
    var form = new ScaleForm(view, fields);
    var target =
        new Target(
            part.name(),
            ScaleForm.KIND,
            codec.type(),
            codec,
            resource.trackers().of(part.name()),
            resource.definition().strategy(),
            form);
    var all = new EnumMap<Verb, Handler>(Verb.class);
    for (Verb verb : part.verbs())
      switch (verb) {
        case GET -> all.put(verb, get(resource, form, view));
        case UPDATE -> all.put(verb, new UpdateHandler(resource, target));
        case PATCH -> all.put(verb, new PatchHandler(resource, target));
        case CREATE, DELETE, DELETECOLLECTION, LIST, WATCH -> {}
      }
    return all;
  }

  private static Handler get(ServedResource resource, ScaleForm form, ScaleView view) {
    var answers = new Answers(resource, view.custom().orElse(resource.definition().columns()));
    return call -> {
      Representation as = Negotiation.answer(call, resource.codec().encodings());
      CachedObject found = resource.stored().get(resource.namespace(call), call.info().name());
      return answers.tree(call, as, 200, form.answer(resource.stored().tree(found)));
    };
  }
}
