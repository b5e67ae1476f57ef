package pilothouse.server.rest;

import java.util.Optional;
import pilothouse.api.tree.ObjectNode;
import pilothouse.registry.Metadata;
import pilothouse.registry.Namespaces;
import pilothouse.registry.Saved;
import pilothouse.server.http.Call;
import pilothouse.server.http.Handler;
import pilothouse.server.http.Response;

/// Creates an object.
final class CreateHandler implements Handler {
  private final ServedResource resource;
  private final Answers answers;
  private final Bodies bodies;
  private final FieldTracker tracker;

  CreateHandler(ServedResource resource) {
    this.resource = resource;
    this.answers = new Answers(resource);
    this.bodies = new Bodies(resource);
    this.tracker = resource.trackers().of("");
  }

  @Override
  public Response handle(Call call) {
    Representation as = Negotiation.answer(call, resource.codec().encodings());
    Bodies.Raw body = bodies.read(call);
    WriteOptions options = WriteOptions.create(call.query());
    var writing = Writing.of(resource, call, options.tree(), options.dryRun());
    ObjectNode sent = bodies.object(body, writing, options.fieldValidation());
    ObjectNode object = admitted(placed(sent, writing), writing, options);
    Saved saved =
        resource.stored().create(object, writing.context(), writing.check(Metadata.name(object)));
    return answers.saved(call, as, 201, saved);
  }

  private ObjectNode placed(ObjectNode sent, Writing writing) {
    ObjectNode placed = Namespaces.matched(sent, resource.definition(), writing.namespace());
    return OwnerReferences.deduplicated(
        Metadata.withoutSystemFields(placed), false, writing.call().warnings());
  }

  private ObjectNode admitted(ObjectNode object, Writing writing, WriteOptions options) {
    String manager = Writing.manager(writing.call(), options.fieldManager());
    ObjectNode tracked = tracker.update(Optional.empty(), object, manager, writing.now());
    return writing.mutated(tracked, Optional.empty(), Metadata.name(object));
  }
}
