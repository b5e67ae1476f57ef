package pilothouse.server.rest;

import java.util.List;
import java.util.Optional;
import pilothouse.api.ApiException;
import pilothouse.api.Bytes;
import pilothouse.api.json.JsonDocument;
import pilothouse.api.json.JsonException;
import pilothouse.api.json.JsonReader;
import pilothouse.api.patch.JsonPatch;
import pilothouse.api.patch.MergePatch;
import pilothouse.api.patch.StrategicMergePatch;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.registry.Change;
import pilothouse.registry.Metadata;
import pilothouse.registry.Saved;
import pilothouse.server.http.Call;
import pilothouse.server.http.Handler;
import pilothouse.server.http.Response;

/// Patches an object, or a part of it that has an endpoint of its own. Applies go to [ApplyHandler].
final class PatchHandler implements Handler {
  private static final int MOST_BYTES = 3 << 20;

  private final ServedResource resource;
  private final Target target;
  private final Answers answers;
  private final ApplyHandler applies;

  PatchHandler(ServedResource resource, Target target) {
    this.resource = resource;
    this.target = target;
    this.answers = new Answers(resource);
    this.applies = new ApplyHandler(resource, target);
  }

  @Override
  public Response handle(Call call) {
    PatchType type = type(call, PatchType.offered(resource.codec().strategicPatches()));
    if (type == PatchType.APPLY) return applies.handle(call);
    Representation as = Negotiation.answer(call, resource.codec().encodings());
    Bytes body = call.readBody(MOST_BYTES);
    WriteOptions options = WriteOptions.patch(call.query(), false);
    var writing =
        Writing.of(resource, call, options.tree(), options.dryRun())
            .part(target.part(), target.kind());
    String name = call.info().name();
    Saved saved =
        resource
            .stored()
            .update(
                name,
                new Patching(type, body, writing, options),
                target.strategy(),
                writing.context(),
                writing.check(name));
    return answers.saved(call, as, saved, target);
  }

  /// @throws ApiException `UnsupportedMediaType`
  static PatchType type(Call call, List<PatchType> offered) {
    String header = call.headers().first("Content-Type").orElse("");
    return PatchType.of(Negotiation.mediaType(header), offered)
        .orElseThrow(RouteErrors::unsupportedMediaType);
  }

  /// The stored object, patched, tracked and admitted.
  private final class Patching implements Change {
    private final PatchType type;
    private final Bytes body;
    private final Writing writing;
    private final WriteOptions options;

    Patching(PatchType type, Bytes body, Writing writing, WriteOptions options) {
      this.type = type;
      this.body = body;
      this.writing = writing;
      this.options = options;
    }

    @Override
    public ObjectNode apply(Optional<ObjectNode> existing) {
      ObjectNode stored = existing.orElseThrow(writing::missing);
      ObjectNode old = target.view().of(stored);
      ObjectNode patched = typed(patched(old));
      UpdateHandler.requireName(Metadata.name(patched), writing.call().info().name());
      String manager = Writing.manager(writing.call(), options.fieldManager());
      ObjectNode tracked =
          target.tracker().update(Optional.of(old), patched, manager, writing.now());
      ObjectNode admitted = writing.mutated(tracked, Optional.of(old), Metadata.name(patched));
      return target.view().into(stored, admitted);
    }

    private Node patched(ObjectNode old) {
      boolean checked = options.fieldValidation() != WriteOptions.FieldValidation.IGNORE;
      return switch (type) {
        case JSON -> json(old, checked);
        case MERGE -> MergePatch.apply(old, parsed("error decoding patch: ", checked), checked);
        case STRATEGIC -> StrategicMergePatch.apply(old, parsed("", checked), target.type());
        case APPLY -> throw new IllegalStateException("an apply is no patch of this handler");
      };
    }

    private Node json(ObjectNode old, boolean checked) {
      JsonPatch patch = JsonPatch.parse(parsed("error decoding patch: ", checked), checked);
      writing.strict(patch.unknownFields(), options.fieldValidation(), this::strictPatch);
      return patch.apply(old);
    }

    private Node parsed(String prefix, boolean checked) {
      try {
        JsonDocument document = JsonReader.read(body);
        if (checked)
          writing.strict(document.duplicateErrors(), options.fieldValidation(), this::strictPatch);
        return document.root();
      } catch (JsonException e) {
        throw ApiException.badRequest(prefix + e.getMessage());
      }
    }

    private ApiException strictPatch(List<String> errors) {
      return ApiException.badRequest(Writing.strictText(errors));
    }

    private ObjectNode typed(Node patched) {
      try {
        ObjectCodec.Decoded decoded = target.codec().conform(patched);
        writing.strict(
            decoded.strictErrors(),
            options.fieldValidation(),
            errors -> invalid(patched, Writing.strictText(errors)));
        return decoded.object();
      } catch (ObjectCodec.Mistyped e) {
        throw invalid(patched, String.valueOf(e.getMessage()));
      }
    }

    /// The whole patched object stands in this error.
    private ApiException invalid(Node patched, String why) {
      var error = FieldError.invalid(FieldPath.of("patch"), patched.toString(), why);
      return ApiException.invalid("", "", "", List.of(error));
    }
  }
}
