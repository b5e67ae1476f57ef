package pilothouse.server.rest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pilothouse.api.ApiException;
import pilothouse.api.Bytes;
import pilothouse.api.Reason;
import pilothouse.api.json.JsonDocument;
import pilothouse.api.json.JsonException;
import pilothouse.api.json.JsonReader;
import pilothouse.api.patch.GoPrint;
import pilothouse.api.patch.GoRestore;
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
import pilothouse.server.negotiation.RouteErrors;

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
    return PatchType.of(Negotiation.bare(header), offered).orElseThrow(() -> unsupported(offered));
  }

  /// Built-in kinds have a router that words it, custom resources do not.
  private static ApiException unsupported(List<PatchType> offered) {
    if (offered.contains(PatchType.STRATEGIC)) return RouteErrors.unsupportedMediaType();
    String types = String.join(", ", offered.stream().map(PatchType::mediaType).toList());
    return ApiException.of(
        Reason.UNSUPPORTED_MEDIA_TYPE,
        "the body of the request was in an unknown format - accepted media types include: "
            + types);
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
      ObjectNode once = OwnerReferences.deduplicated(admitted, true, writing.call().warnings());
      return target.view().into(stored, once);
    }

    private Patched patched(ObjectNode old) {
      boolean checked = options.fieldValidation() != WriteOptions.FieldValidation.IGNORE;
      JsonDocument document = document();
      Node patch = document.root();
      List<String> strict = checked ? document.duplicateErrors() : List.of();
      return switch (type) {
        case JSON -> versioned(json(old, patch, checked, strict));
        case MERGE -> versioned(new Patched(MergePatch.apply(old, patch, checked), patch, strict));
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

    /// Without its apiVersion an object is of no version that has any field.
    private Patched versioned(Patched patched) {
      ObjectNode tree = patched.tree().object();
      if (!tree.get("apiVersion").text().isEmpty()) return patched;
      var strict = new ArrayList<>(patched.strict());
      tree.names().stream()
          .filter(name -> !name.equals("kind") && !name.equals("apiVersion"))
          .forEach(name -> strict.add("unknown field \"" + name + "\""));
      ObjectNode kindOnly =
          ObjectNode.of("kind", target.kind().kind())
              .with("apiVersion", target.kind().apiVersion());
      return new Patched(kindOnly, patched.patch(), strict);
    }

    /// A strategic patch merges into the type, so that it cannot make another kind of the object.
    private Patched strategic(ObjectNode old, Node patch, List<String> strict) {
      ObjectNode merged = StrategicMergePatch.apply(old, patch, target.type());
      var patched =
          new Patched(
              merged
                  .with("kind", target.kind().kind())
                  .with("apiVersion", target.kind().apiVersion()),
              patch,
              strict);
      GoRestore.refusal(merged, target.type())
          .ifPresent(why -> {
            throw invalid(patched, why);
          });
      return patched;
    }

    private ObjectNode typed(Patched patched) {
      try {
        ObjectCodec.Decoded decoded = target.codec().conform(patched.tree());
        var strict = new ArrayList<>(patched.strict());
        strict.addAll(inOrder(decoded.strictErrors()));
        writing.strict(
            strict,
            options.fieldValidation(),
            errors -> invalid(patched, Writing.strictText(errors)));
        return decoded.object();
      } catch (ObjectCodec.Mistyped e) {
        throw invalid(patched, String.valueOf(e.getMessage()));
      }
    }

    /// The converter that strategic patches go through finds a member before those further down.
    private List<String> inOrder(List<String> errors) {
      return type == PatchType.STRATEGIC ? errors.stream().sorted().toList() : errors;
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
