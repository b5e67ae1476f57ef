package pilothouse.server.openapi;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import pilothouse.api.Bytes;
import pilothouse.api.Packed;
import pilothouse.api.json.JsonWriter;
import pilothouse.api.schema.TypeLibrary;
import pilothouse.api.tree.ObjectNode;

/// The documents of custom resources: parts of a group-version each, made when they are asked for and kept, compressed, until its hash is another one.
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

  /// What was made of a group-version so far.
  private record Made(String hash, Optional<Document> v3, Optional<OpenSpecV2.Addition> v2) {}

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
  Document v3(CustomSpecs.Part part) {
    Made known = known(part);
    if (known.v3.isPresent()) return known.v3.get();
    var fresh = new Document(List.of(Packed.of(JsonWriter.compact(document(part)))), part.hash());
    keep(part, new Made(part.hash(), Optional.of(fresh), known.v2));
    return fresh;
  }

  private Made known(CustomSpecs.Part part) {
    Made known = made.get(key(part));
    return known != null && known.hash().equals(part.hash())
        ? known
        : new Made(part.hash(), Optional.empty(), Optional.empty());
  }

  private void keep(CustomSpecs.Part part, Made fresh) {
    if (made.put(key(part), fresh) == null) forget();
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
    return hash(builtin, parts());
  }

  private static String hash(String builtin, List<CustomSpecs.Part> parts) {
    if (parts.isEmpty()) return builtin;
    var out = new StringBuilder(builtin);
    for (CustomSpecs.Part part : parts) out.append(part.version()).append(part.hash());
    return OpenApi.hash(Bytes.wrap(out.toString().getBytes(StandardCharsets.UTF_8)));
  }

  /// The document of version 2 with all custom resources in it. What is made of each is packed before the next begins, so that their trees are never there at
  /// once.
  Document merged(OpenSpecV2 builtin) {
    List<CustomSpecs.Part> parts = parts();
    var additions = new ArrayList<OpenSpecV2.Addition>(parts.size());
    for (CustomSpecs.Part part : parts) additions.add(v2(part, builtin));
    return builtin.with(additions, hash(builtin.hash(), parts));
  }

  private OpenSpecV2.Addition v2(CustomSpecs.Part part, OpenSpecV2 builtin) {
    Made known = known(part);
    if (known.v2.isPresent()) return known.v2.get();
    var kinds = Kinds.of(List.of(), List.of(part.version()), new TypeNames(library));
    ObjectNode own = SpecV2.of(paths(part), library, docs, kinds, schemas(part));
    var fresh = OpenSpecV2.Addition.of(own.get("paths").object(), definitions(own, builtin));
    keep(part, new Made(part.hash(), known.v3, Optional.of(fresh)));
    return fresh;
  }

  private static ObjectNode definitions(ObjectNode own, OpenSpecV2 builtin) {
    var out = ObjectNode.builder();
    own.get("definitions")
        .object()
        .forEach((name, schema) -> {
          if (!builtin.definitions().contains(name)) out.put(name, schema);
        });
    return out.build();
  }
}
