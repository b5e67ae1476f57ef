package pilothouse.api.schema;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An object with declared fields, in declaration order, which is the order on the wire.
public final class StructType implements Type {
  private final String name;
  private final List<Field> fields;
  private final Map<String, Field> byName;
  private final Map<Integer, Field> byNumber;
  private final boolean atomic;
  private final boolean preservesUnknown;

  /// @param name the OpenAPI name such as `io.k8s.api.core.v1.Pod`; empty for anonymous types of a CRD
  /// @param atomic owned and replaced whole
  /// @param preservesUnknown undeclared fields are kept rather than reported and dropped
  public StructType(String name, List<Field> fields, boolean atomic, boolean preservesUnknown) {
    this.name = name;
    this.fields = List.copyOf(fields);
    this.byName = HashMap.newHashMap(fields.size());
    this.byNumber = HashMap.newHashMap(fields.size());
    this.atomic = atomic;
    this.preservesUnknown = preservesUnknown;
    for (Field field : fields) {
      byName.put(field.name(), field);
      if (field.number() > 0) byNumber.put(field.number(), field);
    }
  }

  public String name() {
    return name;
  }

  public List<Field> fields() {
    return fields;
  }

  public Optional<Field> field(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  public Optional<Field> field(int number) {
    return Optional.ofNullable(byNumber.get(number));
  }

  public boolean atomic() {
    return atomic;
  }

  public boolean preservesUnknown() {
    return preservesUnknown;
  }

  @Override
  public String toString() {
    return "StructType[" + name + "]";
  }
}
