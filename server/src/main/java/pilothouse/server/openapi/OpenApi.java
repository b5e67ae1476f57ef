package pilothouse.server.openapi;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import pilothouse.api.Bytes;
import pilothouse.api.GroupVersion;
import pilothouse.api.json.JsonWriter;
import pilothouse.api.schema.TypeLibrary;
import pilothouse.api.tree.ObjectNode;
import pilothouse.registry.ResourceDefinition;
import pilothouse.server.http.Call;
import pilothouse.server.http.Handler;
import pilothouse.server.http.Headers;
import pilothouse.server.http.Response;

/// `/openapi/v3`, its documents, and `/openapi/v2`.
///
/// A document is made when it is first asked for and kept until the definitions change; the index of version 3 names each by its hash and so makes all
/// built-in ones. Those of custom resources have a hash before they are made.
public final class OpenApi {
  private final Supplier<List<ResourceDefinition>> definitions;
  private final TypeLibrary library;
  private final TypeDocs docs;
  private final CustomDocuments customs;
  private volatile Made made = new Made(List.of());

  /// What was made for one list of definitions: documents of version 3 by their keys, and that of version 2; null until it is asked for.
  private record Made(
      List<ResourceDefinition> definitions,
      Map<String, Document> documents,
      AtomicReference<@Nullable OpenSpecV2> v2) {
    Made(List<ResourceDefinition> definitions) {
      this(definitions, new ConcurrentHashMap<>(), new AtomicReference<>());
    }
  }

  /// A document whose hash is known before it is made, which clients that have it already never need.
  private record Promised(String hash, Supplier<Document> made) {
    static Promised of(Document document) {
      return new Promised(document.hash(), () -> document);
    }

    static Promised of(CustomSpecs.Part part, CustomDocuments customs) {
      return new Promised(part.hash(), () -> customs.v3(part));
    }
  }

  /// @param definitions all built-in resources in discovery order; the same list as long as nothing changed
  public OpenApi(
      Supplier<List<ResourceDefinition>> definitions, TypeLibrary library, TypeDocs docs) {
    this(definitions, library, docs, CustomSpecs.NONE);
  }

  /// @param customs the custom resources
  public OpenApi(
      Supplier<List<ResourceDefinition>> definitions,
      TypeLibrary library,
      TypeDocs docs,
      CustomSpecs customs) {
    this.customs = new CustomDocuments(customs, library, docs);
    this.definitions = definitions;
    this.library = library;
    this.docs = docs;
  }

  /// Who answers a call; empty where it is none of ours.
  public Optional<Handler> find(Call call) {
    String path = call.path();
    if (path.equals("/openapi/v2")) return Optional.of(this::v2);
    if (path.equals("/openapi/v3")) return Optional.of(this::index);
    if (!path.startsWith("/openapi/v3/")) return Optional.empty();
    String key = path.substring("/openapi/v3/".length());
    Optional<CustomSpecs.Part> custom = customs.find(key);
    if (custom.isPresent())
      return Optional.of(given -> v3(given, key, Promised.of(custom.get(), customs)));
    return paths(key).isEmpty() && !groupOfCustoms(key)
        ? Optional.empty()
        : Optional.of(given -> v3(given, key, Promised.of(document(key))));
  }

  private Made made() {
    List<ResourceDefinition> now = definitions.get();
    Made known = made;
    if (known.definitions == now) return known;
    Made fresh = new Made(now);
    made = fresh;
    return fresh;
  }

  private Document document(String key) {
    Map<String, Document> documents = made().documents;
    Document known = documents.get(key);
    if (known != null) return known;
    // outside of the map's lock, as it takes long
    Document fresh = Document.of(JsonWriter.compact(documentV3(key)));
    Document first = documents.putIfAbsent(key, fresh);
    return first == null ? fresh : first;
  }

  static String hash(Bytes bytes) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-512").digest(bytes.unsafeArray());
      return HexFormat.of().withUpperCase().formatHex(hash);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException(missing);
    }
  }

  private Response v2(Call call) {
    OpenApiMedia media = OpenApiMedia.choose(call, "v2");
    if (media == OpenApiMedia.NONE) return OpenApiMedia.notAcceptable();
    OpenSpecV2 builtin = builtinV2();
    var all = new Promised(customs.hash(builtin.hash()), () -> customs.merged(builtin));
    return answer(call, media, "v2", all, Headers.NONE);
  }

  /// Whether a key is that of a group which has custom resources alone.
  private boolean groupOfCustoms(String key) {
    return customs.parts().stream().anyMatch(p -> key.equals("apis/" + p.version().group()));
  }

  /// Made twice where two ask for it at once.
  private OpenSpecV2 builtinV2() {
    var kept = made().v2;
    OpenSpecV2 known = kept.get();
    if (known != null) return known;
    var fresh = OpenSpecV2.of(documentV2());
    kept.set(fresh);
    return fresh;
  }

  private Response v3(Call call, String key, Promised document) {
    OpenApiMedia media = OpenApiMedia.choose(call, "v3");
    if (media == OpenApiMedia.NONE) return OpenApiMedia.notAcceptable();
    String asked = call.query().first("hash").orElse("");
    if (!asked.isEmpty() && !asked.equals(document.hash())) return moved(key, document);
    Headers headers =
        asked.isEmpty() ? Headers.NONE : Headers.of("Cache-Control", "public, immutable");
    return answer(call, media, "v3", document, headers);
  }

  private static Response moved(String key, Promised document) {
    return new Response(
        301,
        Headers.of("Location", "/openapi/v3/" + key + "?hash=" + document.hash()),
        Response.Body.Empty.EMPTY);
  }

  private Response answer(
      Call call, OpenApiMedia media, String version, Promised json, Headers more) {
    String etag = '"' + json.hash() + '"';
    Headers headers = more.and("Vary", "Accept-Encoding").and("Vary", "Accept").and("Etag", etag);
    if (call.headers().first("If-None-Match").orElse("").equals(etag))
      return new Response(304, headers, Response.Body.Empty.EMPTY);
    return new Response(
        200,
        headers.and("Content-Type", media.contentType(version)),
        media.body(version, json.made().get()));
  }

  private Response index(Call call) {
    Document index = Document.of(JsonWriter.compact(indexTree()));
    return answer(call, OpenApiMedia.JSON, "v3", Promised.of(index), Headers.NONE);
  }

  private ObjectNode indexTree() {
    var out = ObjectNode.builder();
    for (String key : keys()) {
      out.put(key, place(key, document(key).hash()));
    }
    for (CustomSpecs.Part part : customs.parts()) {
      String group = "apis/" + part.version().group();
      if (!out.has(group)) out.put(group, place(group, document(group).hash()));
      String key = CustomDocuments.key(part);
      out.put(key, place(key, part.hash()));
    }
    return ObjectNode.of("paths", out.build());
  }

  private static ObjectNode place(String key, String hash) {
    return ObjectNode.of("serverRelativeURL", "/openapi/v3/" + key + "?hash=" + hash);
  }

  private List<String> keys() {
    var keys = new TreeMap<String, Boolean>();
    for (String root :
        List.of(".well-known/openid-configuration", "api", "apis", "openid/v1/jwks", "version"))
      keys.put(root, true);
    for (GroupVersion version : versions()) {
      keys.put(key(version), true);
      if (!version.group().isEmpty()) keys.put("apis/" + version.group(), true);
    }
    return List.copyOf(keys.keySet());
  }

  private static String key(GroupVersion version) {
    return version.group().isEmpty() ? "api/" + version : "apis/" + version;
  }

  private List<GroupVersion> versions() {
    return made().definitions.stream().map(ResourceDefinition::groupVersion).distinct().toList();
  }

  /// The paths of one document of version 3; none where there is no such document.
  private Map<String, List<Operation>> paths(String key) {
    return switch (key) {
      case "api" -> RootOperations.core();
      case "apis" -> RootOperations.groups();
      case "version" -> RootOperations.version();
      case ".well-known/openid-configuration" -> RootOperations.issuer();
      case "openid/v1/jwks" -> RootOperations.keys();
      default -> below(key);
    };
  }

  private Map<String, List<Operation>> below(String key) {
    for (GroupVersion version : versions()) {
      if (key(version).equals(key))
        return Operations.of(version, of(version), new TypeNames(library));
      if (key.equals("apis/" + version.group())) return RootOperations.group(version.group());
    }
    if (groupOfCustoms(key)) return RootOperations.group(key.substring(5));
    return Map.of();
  }

  private List<ResourceDefinition> of(GroupVersion version) {
    return made().definitions.stream().filter(d -> d.groupVersion().equals(version)).toList();
  }

  private ObjectNode documentV3(String key) {
    List<GroupVersion> versions = new ArrayList<>(versions());
    versions.removeIf(version -> !key(version).equals(key));
    Kinds kinds = Kinds.of(made().definitions, versions, new TypeNames(library));
    return SpecV3.of(paths(key), library, docs, kinds, Schemas.Others.NONE);
  }

  private ObjectNode documentV2() {
    var paths = new TreeMap<String, List<Operation>>();
    for (String key : keys()) paths.putAll(paths(key));
    Kinds kinds = Kinds.of(made().definitions, versions(), new TypeNames(library));
    return SpecV2.of(paths, library, docs, kinds, Schemas.Others.NONE);
  }

  /// The documents by their keys, for whoever adds more to them.
  public ObjectNode tree(String key) {
    return key.equals("v2") ? documentV2() : documentV3(key.toLowerCase(Locale.ROOT));
  }
}
