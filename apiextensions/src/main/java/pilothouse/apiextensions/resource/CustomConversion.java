package pilothouse.apiextensions.resource;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pilothouse.api.structural.Defaulting;
import pilothouse.api.structural.Pruning;
import pilothouse.api.structural.Schema;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.apiextensions.metadata.Metadatas;
import pilothouse.registry.StorageSpec;

/// Between what is kept of a custom object and one served version of it.
///
/// What is kept may be of any version and of an older schema: as it is read it is pruned and gets its defaults in the version it is kept in, then it is
/// converted, then it is pruned again.
final class CustomConversion implements StorageSpec.Conversion {
  private final Later<Content> content;
  private final boolean webhook;
  private final Metadatas metadatas;
  private final String served;
  private final String stored;
  private final String form;

  /// @param served and `stored` as apiVersion
  /// @param form changes whenever the definition does
  /// @param webhook whether each conversion is a call
  CustomConversion(
      Later<Content> content,
      boolean webhook,
      Metadatas metadatas,
      String served,
      String stored,
      String form) {
    this.content = content;
    this.webhook = webhook;
    this.metadatas = metadatas;
    this.served = served;
    this.stored = stored;
    this.form = form;
  }

  @Override
  public ObjectNode toStored(ObjectNode object) {
    return sorted(content.get().converter().convert(object, stored)).object();
  }

  /// Members in the order of their names, which is upstream's order of custom objects.
  private static Node sorted(Node node) {
    return switch (node) {
      case ObjectNode object -> {
        var out = ObjectNode.builder();
        object.names().stream().sorted().forEach(name -> out.put(name, sorted(object.get(name))));
        yield out.build();
      }
      case ListNode(var items) ->
          ListNode.of(items.stream().map(CustomConversion::sorted).toList());
      default -> node;
    };
  }

  @Override
  public ObjectNode fromStored(ObjectNode object) {
    ObjectNode current = upToDate(object);
    if (current.get("apiVersion").text().equals(served)) return current;
    return pruned(content.get().converter().convert(current, served));
  }

  @Override
  public List<ObjectNode> fromStored(List<ObjectNode> objects) {
    var out = new ArrayList<ObjectNode>(objects.size());
    var others = new ArrayList<ObjectNode>();
    for (ObjectNode object : objects) {
      ObjectNode current = upToDate(object);
      out.add(current);
      if (!current.get("apiVersion").text().equals(served)) others.add(current);
    }
    if (others.isEmpty()) return out;
    var converted = content.get().converter().convert(others, served).iterator();
    out.replaceAll(object ->
        object.get("apiVersion").text().equals(served) ? object : pruned(converted.next()));
    return out;
  }

  private ObjectNode upToDate(ObjectNode object) {
    Optional<Schema> schema = schema(object);
    if (schema.isEmpty()) return object;
    ObjectNode out = metadatas.own(object, true).object();
    out = Pruning.prune(out, schema.get()).object();
    out = Defaulting.withoutNulls(out, schema.get()).object();
    out = metadatas.embedded(out, schema.get(), true).object();
    return Defaulting.fill(out, schema.get()).object();
  }

  private ObjectNode pruned(ObjectNode object) {
    return schema(object).map(schema -> Pruning.prune(object, schema).object()).orElse(object);
  }

  private Optional<Schema> schema(ObjectNode object) {
    String version = object.get("apiVersion").text();
    return content.get().schemas().of(version.substring(version.indexOf('/') + 1));
  }

  @Override
  public boolean batches() {
    return webhook;
  }

  @Override
  public String form() {
    return form;
  }
}
