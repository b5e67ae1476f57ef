package pilothouse.server.rest;

import java.util.Optional;
import pilothouse.api.ApiException;
import pilothouse.api.Bytes;
import pilothouse.api.Reason;
import pilothouse.api.Status;
import pilothouse.api.tree.ObjectNode;
import pilothouse.registry.Saved;
import pilothouse.registry.StoredRegistry;
import pilothouse.registry.TableColumns;
import pilothouse.server.http.Call;
import pilothouse.server.http.Response;
import pilothouse.server.rest.Representation.Shape;
import pilothouse.server.table.IncludeObject;
import pilothouse.server.table.PartialMetadata;
import pilothouse.server.table.TableForm;
import pilothouse.storage.cache.CachedObject;

/// Makes the responses of one resource that carry one object.
final class Answers {
  private final ServedResource resource;
  private final TableColumns columns;

  Answers(ServedResource resource) {
    this(resource, resource.definition().columns());
  }

  /// @param columns of tables
  Answers(ServedResource resource, TableColumns columns) {
    this.resource = resource;
    this.columns = columns;
  }

  /// A stored object. As plain JSON it is sent as it is kept.
  Response stored(Call call, Representation as, int status, CachedObject cached) {
    StoredRegistry registry = resource.stored();
    if (as.isPlainJson()) return json(status, registry.json(cached));
    return tree(call, as, status, registry.tree(cached));
  }

  /// What an update of a target came to.
  Response saved(Call call, Representation as, Saved saved, Target target) {
    int status = saved.created() ? 201 : 200;
    return target.isWhole()
        ? saved(call, as, status, saved)
        : tree(call, as, status, target.view().answer(saved.object()));
  }

  Response saved(Call call, Representation as, int status, Saved saved) {
    Optional<CachedObject> stored = saved.stored();
    return stored.isPresent() && as.isPlainJson()
        ? stored(call, as, status, stored.get())
        : tree(call, as, status, saved.object());
  }

  Response tree(Call call, Representation as, int status, ObjectNode object) {
    return encoded(as, status, shaped(call, as, object));
  }

  /// A status, whatever shape was asked for.
  Response status(Representation as, Status status) {
    return encoded(as, status.code(), status.tree());
  }

  private ObjectNode shaped(Call call, Representation as, ObjectNode object) {
    return switch (as.shape()) {
      case WHOLE -> object;
      case PARTIAL -> PartialMetadata.of(object, as.apiVersion());
      case PARTIAL_LIST -> throw notList(as.shape());
      case TABLE -> table(call, as).single(object, resource.clock().instant());
    };
  }

  TableForm table(Call call, Representation as) {
    IncludeObject include = IncludeObject.parse(call.query().text("includeObject"));
    return new TableForm(columns, as.apiVersion(), include);
  }

  private ApiException notList(Shape shape) {
    return ApiException.of(
        Reason.NOT_ACCEPTABLE,
        "you requested "
            + shape.kind()
            + ", but the requested object is not a list ("
            + resource.codec().goType(false)
            + ")");
  }

  Response encoded(Representation as, int status, ObjectNode tree) {
    Bytes bytes = resource.codec().encode(tree, as.encoding(), as.pretty());
    return as.encoding() == Encoding.JSON && !as.pretty()
        ? json(status, bytes)
        : Response.of(status, as.encoding().mediaType(), bytes);
  }

  /// JSON answers end in a line feed, as Go's encoder ends them.
  static Response json(int status, Bytes bytes) {
    byte[] line = java.util.Arrays.copyOf(bytes.unsafeArray(), bytes.size() + 1);
    line[bytes.size()] = '\n';
    return Response.of(status, Encoding.JSON.mediaType(), Bytes.wrap(line));
  }
}
