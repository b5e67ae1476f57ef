package pilothouse.server.rest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pilothouse.api.ApiException;
import pilothouse.api.Bytes;
import pilothouse.api.GroupVersionKind;
import pilothouse.api.json.JsonDocument;
import pilothouse.api.json.JsonException;
import pilothouse.api.json.JsonReader;
import pilothouse.api.patch.GoPrint;
import pilothouse.api.patch.GoRestore;
import pilothouse.api.patch.JsonPatch;
import pilothouse.api.patch.MergePatch;
import pilothouse.api.patch.StrategicMergePatch;
import pilothouse.api.schema.StructType;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.registry.Change;
import pilothouse.registry.Metadata;
import pilothouse.registry.Saved;
import pilothouse.registry.Strategy;
import pilothouse.server.http.Call;
import pilothouse.server.http.Handler;
import pilothouse.server.http.Response;

/// Patches an object, or a part of it that has an endpoint of its own. Applies go to [ApplyHandler].
final class PatchHandler implements Handler {
  private static final int MOST_BYTES = 3 << 20;

  private final ServedResource resource;
  private final String part;
  private final Strategy strategy;
  private final Answers answers;
  private final FieldTracker tracker;
  private final ApplyHandler applies;

  /// @param part empty for the whole object
  PatchHandler(ServedResource resource, String part, Strategy strategy) {
    this.resource = resource;
    this.part = part;
    this.strategy = strategy;
    this.answers = new Answers(resource);
    this.tracker = resource.trackers().of(part);
    this.applies = new ApplyHandler(resource, part, strategy);
  }

  @Override
  public Response handle(Call call) {
    PatchType type = type(call, PatchType.offered(resource.codec().strategicPatches()));
    if (type == PatchType.APPLY) return applies.handle(call);
    Representation as = Negotiation.answer(call, resource.codec().encodings());
    Bytes body = call.readBody(MOST_BYTES);
    WriteOptions options = WriteOptions.patch(call.query(), false);
    GroupVersionKind kind = resource.definition().kind();
    var writing = Writing.of(resource, call, options.tree(), options.dryRun()).part(part, kind);
    String name = call.info().name();
    Saved saved =
        resource
            .stored()
            .update(
                name,
                new Patching(type, body, writing, options),
                strategy,
                writing.context(),
                writing.check(name));
    return answers.saved(call, as, saved.created() ? 201 : 200, saved);
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
      ObjectNode old = existing.orElseThrow(this::missing);
      ObjectNode patched = typed(patched(old));
      UpdateHandler.requireName(Metadata.name(patched), writing.call().info().name());
      String manager = Writing.manager(writing.call(), options.fieldManager());
      ObjectNode once = OwnerReferences.deduplicated(patched, false, writing.call().warnings());
      ObjectNode tracked = tracker.update(existing, once, manager, writing.now());
      return writing.mutated(tracked, existing, Metadata.name(patched));
    }

    private ApiException missing() {
      return ApiException.notFound(
          resource.definition().groupResource(), writing.call().info().name());
    }

    private Patched patched(ObjectNode old) {
      boolean checked = options.fieldValidation() != WriteOptions.FieldValidation.IGNORE;
      JsonDocument document = document();
      Node patch = document.root();
      List<String> strict = checked ? document.duplicateErrors() : List.of();
      return switch (type) {
        case JSON -> json(old, patch, checked, strict);
        case MERGE -> new Patched(MergePatch.apply(old, patch, checked), patch, strict);
        case STRATEGIC -> strategic(old, patch, strict);
        case APPLY -> throw new IllegalStateException("an apply is no patch of this handler");
      };
    }

    private JsonDocument document() {
      try {
        return JsonReader.read(body);
      } catch (JsonException e) {
        String prefix = type == PatchType.STRATEGIC ? "" : "error decoding patch: ";
        throw ApiException.badRequest(prefix + e.getMessage());
      }
    }

    private Patched json(ObjectNode old, Node patch, boolean checked, List<String> twice) {
      JsonPatch operations = JsonPatch.parse(patch, checked);
      var strict = new ArrayList<String>();
      for (String error : twice) strict.add("json patch " + error);
      if (checked) strict.addAll(operations.unknownFields());
      return new Patched(operations.apply(old), patch, strict);
    }

    private Patched strategic(ObjectNode old, Node patch, List<String> strict) {
      StructType to = resource.definition().type();
      var patched = new Patched(StrategicMergePatch.apply(old, patch, to), patch, strict);
      GoRestore.refusal(patched.tree(), to)
          .ifPresent(
              why -> {
                throw invalid(patched, why);
              });
      return patched;
    }

    private ObjectNode typed(Patched patched) {
      try {
        ObjectCodec.Decoded decoded = resource.codec().conform(patched.tree());
        var strict = new ArrayList<>(patched.strict());
        strict.addAll(decoded.strictErrors());
        writing.strict(
            strict,
            options.fieldValidation(),
            errors -> invalid(patched, Writing.strictText(errors)));
        return decoded.object();
      } catch (ObjectCodec.Mistyped e) {
        throw invalid(patched, String.valueOf(e.getMessage()));
      }
    }

    /// The whole patched object stands in this error, but of a strategic merge only the patch as Go prints it.
    private ApiException invalid(Patched patched, String why) {
      String shown =
          type == PatchType.STRATEGIC ? GoPrint.of(patched.patch()) : patched.tree().toString();
      var error = FieldError.invalid(FieldPath.of("patch"), shown, why);
      return ApiException.invalid("", "", "", List.of(error));
    }
  }

  /// @param strict what field validation has to say of the patch itself
  private record Patched(Node tree, Node patch, List<String> strict) {}
}
