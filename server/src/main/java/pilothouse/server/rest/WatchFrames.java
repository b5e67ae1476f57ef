package pilothouse.server.rest;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.function.Function;
import pilothouse.api.Bytes;
import pilothouse.api.Status;
import pilothouse.api.json.JsonWriter;
import pilothouse.api.tree.NullNode;
import pilothouse.api.tree.ObjectNode;
import pilothouse.registry.StoredRegistry;
import pilothouse.server.table.PartialMetadata;
import pilothouse.server.table.TableForm;
import pilothouse.storage.cache.CacheEvent;
import pilothouse.storage.cache.CachedObject;

/// Frames of one watch in one representation. In JSON a frame is a line; in protobuf its length stands before it.
///
/// Frames that are alike for all watchers are made once an event; tables, which tell ages, once a watcher.
final class WatchFrames {
  private final ServedResource resource;
  private final Representation as;
  private final TableForm table;
  private final String form;
  private boolean headers;

  WatchFrames(ServedResource resource, Representation as, TableForm table) {
    this.resource = resource;
    this.as = as;
    this.table = table;
    this.headers = true;
    // One text for all watches that have it: they are compared for every event and watch.
    this.form =
        ("frame/"
                + as.encoding().mediaType()
                + "/"
                + as.shape().kind()
                + "/"
                + as.version()
                + "/"
                + resource.definition().kind().apiVersion())
            .intern();
  }

  /// Whether a frame is made once for all watchers, and without asking anybody else such as a webhook: so quickly that they all can wait for it.
  boolean sharedAndQuick() {
    return isShared() && !resource.definition().conversion().batches();
  }

  private boolean isShared() {
    return as.shape() != Representation.Shape.TABLE;
  }

  Bytes event(CacheEvent event) {
    Function<CacheEvent, Bytes> encoder = e -> frame(e.type().name(), e.object());
    return isShared() ? event.encoded(form, encoder) : encoder.apply(event);
  }

  /// An object that was there when the watch began.
  Bytes added(CachedObject object) {
    return frame("ADDED", object);
  }

  private Bytes frame(String type, CachedObject object) {
    StoredRegistry registry = resource.stored();
    if (as.encoding() == Encoding.JSON && as.shape() == Representation.Shape.WHOLE)
      return line(type, registry.json(object));
    return framed(type, shaped(registry.tree(object)));
  }

  private ObjectNode shaped(ObjectNode object) {
    return switch (as.shape()) {
      case WHOLE -> object;
      case PARTIAL, PARTIAL_LIST -> PartialMetadata.of(object, as.apiVersion());
      case TABLE -> row(object);
    };
  }

  /// A table of one row; the first one of a watch tells the columns.
  private ObjectNode row(ObjectNode object) {
    ObjectNode out = table.single(object, clock().instant());
    if (headers) {
      headers = false;
      return out;
    }
    return out.with("columnDefinitions", NullNode.NULL);
  }

  private Clock clock() {
    return resource.clock();
  }

  /// A bookmark: an object with nothing but a resourceVersion.
  ///
  /// @param initialEnd marks the end of the objects that were there
  Bytes bookmark(long revision, boolean initialEnd) {
    var metadata = ObjectNode.builder().put("resourceVersion", Long.toString(revision));
    if (initialEnd) metadata.put("annotations", ObjectNode.of("k8s.io/initial-events-end", "true"));
    var object = ObjectNode.builder();
    object.put("kind", resource.definition().kind().kind());
    object.put("apiVersion", resource.definition().kind().apiVersion());
    object.put("metadata", metadata.build());
    return framed("BOOKMARK", shaped(resource.codec().skeleton(object.build())));
  }

  Bytes error(Status status) {
    return framed("ERROR", status.tree());
  }

  private Bytes framed(String type, ObjectNode object) {
    if (as.encoding() != Encoding.PROTOBUF) return line(type, JsonWriter.compact(object));
    return resource.codec().frame(type, object);
  }

  private static Bytes line(String type, Bytes json) {
    byte[] start = ("{\"type\":\"" + type + "\",\"object\":").getBytes(StandardCharsets.UTF_8);
    byte[] out = new byte[start.length + json.size() + 2];
    System.arraycopy(start, 0, out, 0, start.length);
    System.arraycopy(json.unsafeArray(), 0, out, start.length, json.size());
    out[out.length - 2] = '}';
    out[out.length - 1] = '\n';
    return Bytes.wrap(out);
  }
}
