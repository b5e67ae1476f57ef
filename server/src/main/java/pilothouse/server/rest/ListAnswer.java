package pilothouse.server.rest;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import pilothouse.api.ApiException;
import pilothouse.api.Bytes;
import pilothouse.api.Reason;
import pilothouse.api.json.JsonWriter;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.NullNode;
import pilothouse.api.tree.ObjectNode;
import pilothouse.registry.ResourceDefinition;
import pilothouse.registry.StoredRegistry;
import pilothouse.server.http.Call;
import pilothouse.server.http.Headers;
import pilothouse.server.http.Response;
import pilothouse.server.table.PartialMetadata;
import pilothouse.server.table.TableForm;
import pilothouse.storage.cache.CachedObject;

/// Makes the responses of one resource that carry a list. In JSON they are written item by item and never held whole.
final class ListAnswer {
  private static final byte[] END = {']', '}', '\n'};

  private final ServedResource resource;
  private final Answers answers;
  private final byte[] typeMembers;

  ListAnswer(ServedResource resource) {
    this.resource = resource;
    this.answers = new Answers(resource);
    this.typeMembers = typeMembers(resource.definition());
  }

  /// How an object of a built-in kind begins, which its like in a list leaves out.
  private static byte[] typeMembers(ResourceDefinition definition) {
    String text =
        "{\"kind\":\""
            + definition.kind().kind()
            + "\",\"apiVersion\":\""
            + definition.kind().apiVersion()
            + "\",";
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /// @param metadata of the list: resourceVersion, continue, remainingItemCount
  Response of(Call call, Representation as, ObjectNode metadata, List<CachedObject> items) {
    resource.registry().ifPresent(registry -> registry.prepare(items));
    return switch (as.shape()) {
      case WHOLE -> whole(as, metadata, items);
      case TABLE -> table(as, answers.table(call, as), metadata, items);
      case PARTIAL_LIST -> partial(as, metadata, items);
      case PARTIAL -> throw isList(as);
    };
  }

  ApiException isList(Representation as) {
    return ApiException.of(
        Reason.NOT_ACCEPTABLE,
        "you requested "
            + as.shape().kind()
            + ", but the requested object is a list ("
            + resource.codec().goType(true)
            + ")");
  }

  private Response whole(Representation as, ObjectNode metadata, List<CachedObject> items) {
    ObjectNode head = head(resource.definition().listKind(), apiVersion(), metadata);
    if (as.isPlainJson()) return streamed(head, "items", items, this::addWhole);
    if (as.encoding() == Encoding.PROTOBUF) return new ProtobufList(resource).of(metadata, items);
    return built(as, head, "items", items, this::bare);
  }

  private Response table(
      Representation as, TableForm form, ObjectNode metadata, List<CachedObject> items) {
    Instant now = resource.clock().instant();
    ObjectNode head =
        head("Table", as.apiVersion(), metadata).with("columnDefinitions", form.definitions());
    return shaped(as, head, "rows", items, object -> form.row(object, now));
  }

  private Response partial(Representation as, ObjectNode metadata, List<CachedObject> items) {
    ObjectNode head = head("PartialObjectMetadataList", as.apiVersion(), metadata);
    if (items.isEmpty()) return answers.encoded(as, 200, head.with("items", NullNode.NULL));
    return shaped(as, head, "items", items, object -> PartialMetadata.of(object, as.apiVersion()));
  }

  private Response shaped(
      Representation as, ObjectNode head, String member, List<CachedObject> items, Shaper shaper) {
    if (as.encoding() != Encoding.JSON || as.pretty())
      return built(as, head, member, items, item -> shaper.of(tree(item)));
    return streamed(
        head, member, items, (item, out) -> out.add(JsonWriter.compact(shaper.of(tree(item)))));
  }

  private interface Shaper {
    ObjectNode of(ObjectNode object);
  }

  private interface ItemTree {
    ObjectNode of(CachedObject item);
  }

  private interface ItemWriter {
    void write(CachedObject item, PieceBuffer out) throws InterruptedException;
  }

  private Response built(
      Representation as, ObjectNode head, String member, List<CachedObject> items, ItemTree trees) {
    var nodes = new ArrayList<Node>(items.size());
    for (CachedObject item : items) nodes.add(trees.of(item));
    return answers.encoded(as, 200, head.with(member, ListNode.of(nodes)));
  }

  private Response streamed(
      ObjectNode head, String member, List<CachedObject> items, ItemWriter writer) {
    byte[] start = start(head, member);
    return new Response(
        200,
        Headers.of("Content-Type", Encoding.JSON.mediaType()),
        new Response.Body.Pieces(sink -> {
          var out = new PieceBuffer(sink);
          out.add(start, 0, start.length);
          for (int i = 0; i < items.size(); i++) {
            if (i > 0) out.add((byte) ',');
            writer.write(items.get(i), out);
          }
          out.add(END, 0, END.length);
          out.flush();
        }));
  }

  private static byte[] start(ObjectNode head, String member) {
    String text = head.toString();
    String open = text.substring(0, text.length() - 1) + ",\"" + member + "\":[";
    return open.getBytes(StandardCharsets.UTF_8);
  }

  private void addWhole(CachedObject item, PieceBuffer out) throws InterruptedException {
    Bytes json = resource.stored().json(item);
    byte[] bytes = json.unsafeArray();
    if (resource.codec().itemsCarryType()) {
      out.add(json);
      return;
    }
    if (!startsWithType(bytes)) {
      out.add(JsonWriter.compact(bare(item)));
      return;
    }
    int rest = typeMembers.length;
    out.add((byte) '{');
    out.add(bytes, rest, bytes.length - rest);
  }

  private boolean startsWithType(byte[] bytes) {
    int length = typeMembers.length;
    return bytes.length > length
        && java.util.Arrays.equals(bytes, 0, length, typeMembers, 0, length);
  }

  private ObjectNode bare(CachedObject item) {
    ObjectNode object = tree(item);
    return resource.codec().itemsCarryType()
        ? object
        : object.without("kind").without("apiVersion");
  }

  private ObjectNode tree(CachedObject item) {
    StoredRegistry registry = resource.stored();
    return registry.tree(item);
  }

  private String apiVersion() {
    return resource.definition().kind().apiVersion();
  }

  private static ObjectNode head(String kind, String apiVersion, ObjectNode metadata) {
    var out = ObjectNode.builder();
    out.put("kind", kind).put("apiVersion", apiVersion).put("metadata", metadata);
    return out.build();
  }
}
