package pilothouse.server.rest;

import java.util.Optional;
import pilothouse.api.GroupVersionKind;
import pilothouse.api.tree.ObjectNode;
import pilothouse.registry.Metadata;
import pilothouse.registry.Namespaces;
import pilothouse.registry.VirtualCreate;
import pilothouse.server.http.Call;
import pilothouse.server.http.Handler;
import pilothouse.server.http.Response;
import pilothouse.server.negotiation.RouteErrors;

/// Carries out a create that stores nothing of its own kind, as [VirtualCreate] answers it.
final class VirtualCreateHandler implements Handler {
  private final ServedResource resource;
  private final GroupVersionKind kind;
  private final ObjectCodec codec;
  private final FieldTracker tracker;
  private final VirtualCreate answer;
  private final Answers answers;
  private final Bodies bodies;

  /// @param resource whose path it is, or below whose path
  /// @param kind of the body
  /// @param codec of that kind
  VirtualCreateHandler(
      ServedResource resource,
      GroupVersionKind kind,
      ObjectCodec codec,
      FieldTracker tracker,
      VirtualCreate answer) {
    this.resource = resource;
    this.kind = kind;
    this.codec = codec;
    this.tracker = tracker;
    this.answer = answer;
    this.answers = new Answers(resource);
    this.bodies = new Bodies(resource, codec, kind);
  }

  @Override
  public Response handle(Call call) {
    if (!call.method().equals("POST")) throw RouteErrors.noSuchMethod();
    Representation as = Negotiation.answer(call, codec.encodings());
    Bodies.Raw body = bodies.read(call);
    WriteOptions options = WriteOptions.create(call.query());
    var writing =
        Writing.of(resource, call, options.tree(), options.dryRun())
            .part(call.info().subresource(), kind);
    ObjectNode sent = answer.defaults(bodies.object(body, writing, options.fieldValidation()));
    ObjectNode placed = Namespaces.matched(sent, resource.definition(), call.info().namespace());
    String manager = Writing.manager(call, options.fieldManager());
    ObjectNode tracked = tracker.update(Optional.empty(), placed, manager, writing.now());
    ObjectNode object = writing.mutated(tracked, Optional.empty(), Metadata.name(tracked));
    ObjectNode answered =
        answer.answer(object, call.info().namespace(), call.info().name(), writing.context());
    return answers.encoded(
        as,
        201,
        answered.get("kind").text().equals("Status") ? answered : codec.conform(answered).object());
  }
}
