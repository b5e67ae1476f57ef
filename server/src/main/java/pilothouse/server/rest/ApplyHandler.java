package pilothouse.server.rest;

import java.util.Optional;
import pilothouse.api.ApiException;
import pilothouse.api.Bytes;
import pilothouse.api.Reason;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.registry.Change;
import pilothouse.registry.Metadata;
import pilothouse.registry.Saved;
import pilothouse.server.http.Call;
import pilothouse.server.http.Response;

/// Applies a configuration: what its manager says is merged into the object, which is created where it is missing.
final class ApplyHandler {
  private final ServedResource resource;
  private final Target target;
  private final Answers answers;

  ApplyHandler(ServedResource resource, Target target) {
    this.resource = resource;
    this.target = target;
    this.answers = new Answers(resource);
  }

  Response handle(Call call) {
    Representation as = Negotiation.answer(call, resource.codec().encodings());
    Bytes body = call.readBody(resource.settings().bodyBytes());
    WriteOptions options = WriteOptions.patch(call.query(), true);
    var writing =
        Writing.of(resource, call, options.tree(), options.dryRun())
            .part(target.part(), target.kind());
    String name = call.info().name();
    Saved saved =
        resource
            .stored()
            .update(
                name,
                new Applying(body, writing, options),
                target.strategy(),
                writing.context(),
                writing.check(name));
    return answers.saved(call, as, saved, target);
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
      if (existing.isEmpty() && !createsAlways()) throw writing.missing();
      Optional<ObjectNode> old = existing.map(target.view()::of);
      ObjectNode config = config();
      ObjectNode merged =
          target
              .tracker()
              .apply(
                  old,
                  config,
                  options.fieldManager(),
                  options.force().orElse(false),
                  writing.now());
      ObjectNode object = typed(placed(merged), config);
      UpdateHandler.requireName(Metadata.name(object), writing.call().info().name());
      ObjectNode admitted = writing.mutated(object, old, Metadata.name(object));
      return target.view().into(existing.orElse(ObjectNode.EMPTY), admitted);
    }

    /// A configuration may leave out what the path says.
    private ObjectNode placed(ObjectNode merged) {
      ObjectNode named =
          Metadata.name(merged).isEmpty()
              ? Metadata.with(merged, Metadata.NAME, writing.call().info().name())
              : merged;
      return pilothouse.registry.Namespaces.matched(
          named, resource.definition(), writing.namespace());
    }

    private ObjectNode config() {
      Node tree = resource.codec().configTree(body);
      if (!(tree instanceof ObjectNode config))
        throw ApiException.badRequest("error decoding YAML: the patch is no object");
      return config;
    }

    private ObjectNode typed(ObjectNode merged, ObjectNode config) {
      try {
        return target.codec().applied(merged);
      } catch (ObjectCodec.Mistyped e) {
        throw unconvertible(config, String.valueOf(e.getMessage()));
      }
    }

    /// What fits the schema and yet not the type, such as text that is no base64: a 500 in upstream's words.
    private ApiException unconvertible(ObjectNode config, String why) {
      String name = Metadata.namespace(config) + "/" + Metadata.name(config);
      String from = why.startsWith("illegal base64") ? "error decoding from json: " : "";
      return ApiException.of(
          Reason.UNKNOWN,
          "failed to convert new object ("
              + name
              + "; "
              + target.kind()
              + ") to proper version: unable to convert unstructured object to "
              + target.kind()
              + ": "
              + from
              + why);
    }

    @Override
    public boolean createsAlways() {
      return target.part().isEmpty();
    }
  }
}
