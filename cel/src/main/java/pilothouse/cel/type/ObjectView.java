package pilothouse.cel.type;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pilothouse.api.structural.Schema;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.cel.value.MapValue;
import pilothouse.cel.value.Value;

/// An object through its schema: its keys are the escaped names of the fields that the schema knows.
record ObjectView(ObjectNode object, Map<String, Schema> properties) implements MapValue {
  @Override
  public int size() {
    return object.size();
  }

  @Override
  public Optional<Value> find(Value key) {
    if (!(key instanceof Value.Text(String escaped))) return Optional.empty();
    return FieldNames.unescape(escaped).flatMap(this::field);
  }

  private Optional<Value> field(String name) {
    Schema schema = properties.get(name);
    Node value = object.get(name);
    if (schema == null || value.isNull()) return Optional.empty();
    return Optional.of(SchemaValues.of(value, schema, schema.embedded()));
  }

  @Override
  public Iterable<Value> keys() {
    List<Value> keys = new ArrayList<>();
    for (String name : object.names())
      if (properties.containsKey(name)) keys.add(Value.of(FieldNames.escape(name).orElse(name)));
    return keys;
  }

  /// Fields that the schema knows are compared as expressions see them, others as they are stored.
  @Override
  public boolean same(MapValue other) {
    if (!(other instanceof ObjectView that)) return MapValue.super.same(other);
    if (object.size() != that.object.size()) return false;
    for (int i = 0; i < object.size(); i++) if (!sameMember(object.name(i), that)) return false;
    return true;
  }

  private boolean sameMember(String name, ObjectView that) {
    if (!that.object.has(name)) return false;
    if (!properties.containsKey(name)) return object.get(name).equals(that.object.get(name));
    Optional<Value> mine = field(name);
    Optional<Value> theirs = that.field(name);
    if (mine.isEmpty() || theirs.isEmpty()) return mine.isPresent() == theirs.isPresent();
    return pilothouse.cel.value.Equality.equal(mine.get(), theirs.get());
  }
}
