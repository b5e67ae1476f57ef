package pilothouse.server.rest;

import java.util.Optional;
import pilothouse.api.ApiException;
import pilothouse.api.Bytes;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.registry.Change;
import pilothouse.registry.Metadata;
import pilothouse.registry.Preconditions;
import pilothouse.registry.Saved;
import pilothouse.registry.Strategy;
import pilothouse.server.http.Call;
import pilothouse.server.http.Response;

/// Applies a configuration: what its manager says is merged into the object, which is created where it is missing.
final class ApplyHandler {
  private final ServedResource resource;
  private final String part;
  private final Strategy strategy;
  private final Answers answers;
  private final FieldTracker tracker;

  ApplyHandler(ServedResource resource, String part, Strategy strategy) {
    this.resource = resource;
    this.part = part;
    this.strategy = strategy;
    this.answers = new Answers(resource);
    this.tracker = resource.trackers().of(part);
  }

  Response handle(Call call) {
    Representation as = Negotiation.answer(call, resource.codec().encodings());
    Bytes body = call.readBody(resource.settings().bodyBytes());
    WriteOptions options = WriteOptions.patch(call.query(), true);
    var writing =
        Writing.of(resource, call, options.tree(), options.dryRun())
            .part(part, resource.definition().kind());
    String name = call.info().name();
    Saved saved =
        resource
            .stored()
            .update(
                name,
                new Applying(body, writing, options),
                strategy,
                writing.context(),
                writing.check(name));
    return answers.saved(call, as, saved.created() ? 201 : 200, saved);
  }

  private final class Applying implements Change {
    private final Bytes body;
    private final Writing writing;
    private final WriteOptions options;

    Applying(Bytes body, Writing writing, WriteOptions options) {
      this.body = body;
      this.writing = writing;
      this.options = options;
    }

    @Override
    public ObjectNode apply(Optional<ObjectNode> existing) {
      ObjectNode config = config();
      ObjectNode merged =
          tracker.apply(
              existing,
              config,
              options.fieldManager(),
              options.force().orElse(false),
              writing.now());
      ObjectNode object = typed(merged);
      UpdateHandler.requireName(Metadata.name(object), writing.call().info().name());
      ObjectNode once = OwnerReferences.deduplicated(object, false, writing.call().warnings());
      return writing.mutated(once, existing, Metadata.name(object));
    }

    private ObjectNode config() {
      Node tree = resource.codec().configTree(body);
      if (!(tree instanceof ObjectNode config))
        throw ApiException.badRequest("error decoding YAML: the patch is no object");
      ObjectNode named =
          Metadata.name(config).isEmpty()
              ? Metadata.with(config, Metadata.NAME, writing.call().info().name())
              : config;
      String namespace = writing.namespace();
      return namespace.isEmpty() || !Metadata.namespace(named).isEmpty()
          ? named
          : Metadata.with(named, Metadata.NAMESPACE, namespace);
    }

    private ObjectNode typed(ObjectNode merged) {
      try {
        return resource.codec().conform(merged).object();
      } catch (ObjectCodec.Mistyped e) {
        throw ApiException.of(pilothouse.api.Reason.UNKNOWN, String.valueOf(e.getMessage()));
      }
    }

    @Override
    public Preconditions preconditions() {
      return Preconditions.NONE;
    }

    @Override
    public boolean createsAlways() {
      return part.isEmpty();
    }
  }
}
