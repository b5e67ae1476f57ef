package pilothouse.server.openapi;

import java.lang.ref.SoftReference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import pilothouse.api.Bytes;
import pilothouse.api.json.JsonWriter;
import pilothouse.api.schema.TypeLibrary;
import pilothouse.api.tree.ObjectNode;

/// The documents of custom resources: one a group-version, made when it is asked for and kept while memory allows.
final class CustomDocuments {
  private static final List<String> FORMATS = List.of("application/json", "application/yaml");
  private static final List<String> PATCHES =
      List.of(
          "application/json-patch+json",
          "application/merge-patch+json",
          "application/apply-patch+yaml");

  private final CustomSpecs specs;
  private final TypeLibrary library;
  private final TypeDocs docs;
  private final Map<String, Made> made = new ConcurrentHashMap<>();

  private record Made(String hash, SoftReference<Bytes> bytes) {}

  CustomDocuments(CustomSpecs specs, TypeLibrary library, TypeDocs docs) {
    this.specs = specs;
    this.library = library;
    this.docs = docs;
  }

  /// Where a group-version is published: `apis/example.com/v1`.
  static String key(CustomSpecs.Part part) {
    return "apis/" + part.version();
  }

  List<CustomSpecs.Part> parts() {
    return specs.parts();
  }

  Optional<CustomSpecs.Part> find(String key) {
    return parts().stream().filter(part -> key(part).equals(key)).findFirst();
  }

  /// The document of a part in version 3.
  Bytes json(CustomSpecs.Part part) {
    String key = key(part);
    Made known = made.get(key);
    @Nullable Bytes bytes =
        known != null && known.hash().equals(part.hash()) ? known.bytes().get() : null;
    if (bytes != null) return bytes;
    Bytes fresh = JsonWriter.compact(document(part));
    made.put(key, new Made(part.hash(), new SoftReference<>(fresh)));
    forget();
    return fresh;
  }

  private void forget() {
    var keys = new HashMap<String, Boolean>();
    for (CustomSpecs.Part part : parts()) keys.put(key(part), true);
    made.keySet().retainAll(keys.keySet());
  }

  private ObjectNode document(CustomSpecs.Part part) {
    var kinds = Kinds.of(List.of(), List.of(part.version()), new TypeNames(library));
    return SpecV3.of(paths(part), library, docs, kinds, schemas(part));
  }

  private CustomSchemas schemas(CustomSpecs.Part part) {
    return new CustomSchemas(specs, part.resources());
  }

  private Map<String, List<Operation>> paths(CustomSpecs.Part part) {
    var out = new TreeMap<String, List<Operation>>();
    Operations.of(part.version(), part.resources(), new TypeNames(library))
        .forEach((path, operations) -> {
          if (!path.contains("/watch/"))
            out.put(path, operations.stream().map(CustomDocuments::own).toList());
        });
    return out;
  }

  /// Custom resources travel in fewer forms.
  private static Operation own(Operation operation) {
    return new Operation(
        operation.method(),
        operation.id(),
        operation.tag(),
        operation.description(),
        operation.action(),
        operation.about(),
        operation.parameters(),
        operation
            .body()
            .map(body ->
                new Operation.Body(
                    body.type(),
                    body.required(),
                    operation.method().equals("patch") ? PATCHES : FORMATS)),
        operation.answer(),
        FORMATS,
        operation.codes());
  }

  /// The hash of the version 2 document: of the built-in part and of all others.
  String hash(String builtin) {
    var out = new StringBuilder(builtin);
    for (CustomSpecs.Part part : parts()) out.append(part.version()).append(part.hash());
    return OpenApi.hash(Bytes.wrap(out.toString().getBytes(StandardCharsets.UTF_8)));
  }

  /// The built-in document of version 2 with all custom resources in it. They are added as bytes, one part after the other, so that their trees are never
  /// there at once.
  Bytes merged(ObjectNode builtin) {
    var pathPieces = new ArrayList<Bytes>();
    var definitionPieces = new ArrayList<Bytes>();
    for (CustomSpecs.Part part : parts()) {
      var kinds = Kinds.of(List.of(), List.of(part.version()), new TypeNames(library));
      ObjectNode own = SpecV2.of(paths(part), library, docs, kinds, schemas(part));
      pathPieces.add(JsonWriter.compact(own.get("paths")));
      definitionPieces.add(JsonWriter.compact(fresh(own, builtin)));
    }
    var out = new JsonPieces();
    builtin.forEach((name, value) -> {
      var pieces = new ArrayList<>(List.of(JsonWriter.compact(value)));
      if (name.equals("paths")) pieces.addAll(pathPieces);
      if (name.equals("definitions")) pieces.addAll(definitionPieces);
      out.member(name, pieces);
    });
    return out.build();
  }

  private static ObjectNode fresh(ObjectNode own, ObjectNode builtin) {
    ObjectNode known = builtin.get("definitions").object();
    var out = ObjectNode.builder();
    own.get("definitions")
        .object()
        .forEach((name, schema) -> {
          if (!known.has(name)) out.put(name, schema);
        });
    return out.build();
  }
}
