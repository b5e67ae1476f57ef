package pilothouse.server.rest;

import java.util.Optional;
import pilothouse.api.ApiException;
import pilothouse.api.tree.ObjectNode;
import pilothouse.registry.Change;
import pilothouse.registry.Metadata;
import pilothouse.registry.Namespaces;
import pilothouse.registry.Preconditions;
import pilothouse.registry.Saved;
import pilothouse.server.http.Call;
import pilothouse.server.http.Handler;
import pilothouse.server.http.Response;

/// Replaces an object, or a part of it that has an endpoint of its own.
final class UpdateHandler implements Handler {
  private final ServedResource resource;
  private final Target target;
  private final Answers answers;
  private final Bodies bodies;

  UpdateHandler(ServedResource resource, Target target) {
    this.resource = resource;
    this.target = target;
    this.answers = new Answers(resource);
    this.bodies = new Bodies(resource, target.codec(), target.kind());
  }

  @Override
  public Response handle(Call call) {
    Representation as = Negotiation.answer(call, resource.codec().encodings());
    Bodies.Raw body = bodies.read(call);
    WriteOptions options = WriteOptions.update(call.query());
    var writing =
        Writing.of(resource, call, options.tree(), options.dryRun())
            .part(target.part(), target.kind());
    ObjectNode sent = bodies.object(body, writing, options.fieldValidation());
    ObjectNode placed = placed(sent, call);
    String name = call.info().name();
    Saved saved =
        resource
            .stored()
            .update(
                name,
                new Replacing(placed, writing, options),
                target.strategy(),
                writing.context(),
                writing.check(name));
    return answers.saved(call, as, saved, target);
  }

  private ObjectNode placed(ObjectNode sent, Call call) {
    ObjectNode placed = Namespaces.matched(sent, resource.definition(), resource.namespace(call));
    requireName(Metadata.name(placed), call.info().name());
    return OwnerReferences.deduplicated(placed, false, call.warnings());
  }

  static void requireName(String own, String url) {
    if (own.isEmpty())
      throw ApiException.badRequest(
          "the name of the object ("
              + url
              + " based on URL) was undeterminable: name must be provided");
    if (!own.equals(url))
      throw ApiException.badRequest(
          "the name of the object (" + own + ") does not match the name on the URL (" + url + ")");
  }

  /// The object as sent, tracked and admitted against what is stored.
  private final class Replacing implements Change {
    private final ObjectNode sent;
    private final Writing writing;
    private final WriteOptions options;

    Replacing(ObjectNode sent, Writing writing, WriteOptions options) {
      this.sent = sent;
      this.writing = writing;
      this.options = options;
    }

    @Override
    public ObjectNode apply(Optional<ObjectNode> existing) {
      String manager = Writing.manager(writing.call(), options.fieldManager());
      if (!target.isWhole() && existing.isEmpty()) throw writing.missing();
      Optional<ObjectNode> old = existing.map(target.view()::of);
      ObjectNode tracked = target.tracker().update(old, sent, manager, writing.now());
      ObjectNode admitted = writing.mutated(tracked, old, Metadata.name(sent));
      return target.view().into(existing.orElse(ObjectNode.EMPTY), admitted);
    }

    @Override
    public Preconditions preconditions() {
      return Preconditions.uid(Metadata.uid(sent));
    }
  }
}
