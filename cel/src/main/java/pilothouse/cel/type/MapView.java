package pilothouse.cel.type;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pilothouse.api.structural.Schema;
import pilothouse.api.tree.ObjectNode;
import pilothouse.cel.value.EvalException;
import pilothouse.cel.value.MapValue;
import pilothouse.cel.value.Value;

/// An object as a map: its members all have the schema of `additionalProperties`, their names are the keys as they stand.
record MapView(ObjectNode object, Schema values) implements MapValue {
  @Override
  public int size() {
    return object.size();
  }

  @Override
  public Optional<Value> find(Value key) {
    if (!(key instanceof Value.Text(String name))) throw EvalException.noSuchOverload();
    if (!object.has(name)) return Optional.empty();
    return Optional.of(SchemaValues.of(object.get(name), values, values.embedded()));
  }

  @Override
  public Iterable<Value> keys() {
    List<Value> keys = new ArrayList<>(object.size());
    for (String name : object.names()) keys.add(Value.of(name));
    return keys;
  }
}
