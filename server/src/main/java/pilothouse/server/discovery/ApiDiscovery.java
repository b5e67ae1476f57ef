package pilothouse.server.discovery;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import pilothouse.api.ApiException;
import pilothouse.api.Bytes;
import pilothouse.api.json.JsonWriter;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.yaml.YamlWriter;
import pilothouse.server.filters.StatusResponses;
import pilothouse.server.http.Call;
import pilothouse.server.http.Handler;
import pilothouse.server.http.Headers;
import pilothouse.server.http.Response;
import pilothouse.server.negotiation.PrettyJson;
import pilothouse.server.negotiation.RouteErrors;

/// `/api`, `/apis` and what lies below them down to a version's resources.
///
/// Documents are made once for a list of groups and a form, and kept until the list changes.
public final class ApiDiscovery {
  private final Supplier<List<ServedGroup>> groups;
  private final Supplier<String> address;
  private volatile Made made = new Made(List.of());

  /// The documents of one list of groups.
  private record Made(List<ServedGroup> groups, Map<String, Document> documents) {
    Made(List<ServedGroup> groups) {
      this(groups, new ConcurrentHashMap<>());
    }
  }

  private record Document(Bytes bytes, String etag) {}

  /// @param groups all that is served, in discovery order; the same list as long as nothing changed
  /// @param address `host:port` for clients of any network
  public ApiDiscovery(Supplier<List<ServedGroup>> groups, Supplier<String> address) {
    this.groups = groups;
    this.address = address;
  }

  /// Who answers a call; empty where it is no discovery.
  public Optional<Handler> find(Call call) {
    if (call.info().resourceRequest()) return Optional.empty();
    String path = trimmed(call.path());
    if (path.equals("/api")) return Optional.of(this::core);
    if (path.equals("/apis")) return Optional.of(this::groups);
    if (path.startsWith("/api/")) return version("", path.substring(5));
    if (path.startsWith("/apis/") && !path.startsWith("/apis//")) {
      return below(path.substring(6));
    }
    return Optional.empty();
  }

  private static String trimmed(String path) {
    return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  private Optional<Handler> below(String rest) {
    int slash = rest.indexOf('/');
    if (slash >= 0) return version(rest.substring(0, slash), rest.substring(slash + 1));
    return group(rest)
        .map(group ->
            given -> answer(given, "group/" + rest, false, () -> GroupDocuments.group(group)));
  }

  private Optional<ServedGroup> group(String name) {
    return groups.get().stream().filter(group -> group.name().equals(name)).findFirst();
  }

  private Optional<Handler> version(String name, String rest) {
    Optional<ServedGroup> group = group(name);
    if (group.isEmpty()) return Optional.empty();
    Optional<ServedGroup.Version> version = group.get().version(rest);
    if (version.isPresent()) {
      return Optional.of(given -> resources(given, group.get(), version.get()));
    }
    return group.get().custom() ? Optional.empty() : Optional.of(ApiDiscovery::unknown);
  }

  private static Response unknown(Call call) {
    throw RouteErrors.noSuchResource();
  }

  private Response core(Call call) {
    RouteErrors.requireGet(call);
    DiscoveryMedia.route(call);
    ServedGroup core = group("").orElseThrow(() -> ApiException.internal("no core group"));
    DiscoveryMedia media = DiscoveryMedia.choose(call, true);
    if (media.aggregated()) {
      return aggregated(call, media, "api", () -> AggregatedDocument.of(List.of(core)));
    }
    return plain(call, media, "api", () -> GroupDocuments.versions(core, address.get()));
  }

  private Response groups(Call call) {
    List<ServedGroup> all = groups.get().stream().filter(group -> !group.name().isEmpty()).toList();
    DiscoveryMedia media = DiscoveryMedia.choose(call, true);
    if (media.aggregated()) {
      return aggregated(call, media, "apis", () -> AggregatedDocument.of(all));
    }
    return plain(call, media, "apis", () -> GroupDocuments.groups(all));
  }

  private Response resources(Call call, ServedGroup group, ServedGroup.Version version) {
    RouteErrors.requireGet(call);
    String key = "resources/" + group.groupVersion(version.name());
    return answer(call, key, true, () -> ResourceLists.of(group, version));
  }

  private Response answer(Call call, String key, boolean routed, Supplier<ObjectNode> document) {
    if (routed) DiscoveryMedia.route(call);
    return plain(call, DiscoveryMedia.choose(call, false), key, document);
  }

  private Response plain(
      Call call, DiscoveryMedia media, String key, Supplier<ObjectNode> document) {
    Bytes bytes = made(call, media, key, document).bytes;
    return Response.of(200, media.contentType(), bytes);
  }

  private Response aggregated(
      Call call, DiscoveryMedia media, String key, Supplier<ObjectNode> document) {
    Document found = made(call, media, key, document);
    boolean known = call.headers().first("If-None-Match").filter(found.etag::equals).isPresent();
    Response response =
        known
            ? new Response(304, Headers.NONE, Response.Body.Empty.EMPTY)
            : Response.of(200, media.contentType(), found.bytes);
    return response
        .with("ETag", found.etag)
        .with("Vary", "Accept")
        .with("Cache-Control", "public"); // to be kept, and asked for again with the ETag
  }

  private Document made(
      Call call, DiscoveryMedia media, String key, Supplier<ObjectNode> document) {
    boolean pretty = media.type().equals(DiscoveryMedia.JSON) && PrettyJson.wanted(call);
    String form = key + " " + media.contentType() + (pretty ? " pretty" : "");
    return current().documents.computeIfAbsent(form, _ -> encode(media, pretty, document.get()));
  }

  private Made current() {
    List<ServedGroup> now = groups.get();
    Made last = made;
    if (last.groups == now) return last;
    var next = new Made(now);
    made = next;
    return next;
  }

  private static Document encode(DiscoveryMedia media, boolean pretty, ObjectNode document) {
    Bytes bytes =
        switch (media.type()) {
          case DiscoveryMedia.YAML -> YamlWriter.write(document);
          case DiscoveryMedia.PROTOBUF -> DiscoveryProtobuf.of(document);
          default ->
              StatusResponses.line(
                  pretty ? JsonWriter.pretty(document) : JsonWriter.compact(document));
        };
    return new Document(bytes, media.aggregated() ? etag(document) : "");
  }

  /// The same for all forms of a document.
  private static String etag(ObjectNode document) {
    try {
      byte[] sum =
          MessageDigest.getInstance("SHA-512").digest(JsonWriter.compact(document).unsafeArray());
      return "\"" + HexFormat.of().withUpperCase().formatHex(sum) + "\"";
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-512", impossible);
    }
  }
}
