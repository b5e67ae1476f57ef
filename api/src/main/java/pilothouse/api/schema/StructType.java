package pilothouse.api.schema;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An object with declared fields, in declaration order, which is the order on the wire.
public final class StructType implements Type {
  private final String name;
  private final List<Field> fields;
  private final Map<Integer, Field> byNumber;
  private final List<Field> fieldsByNumber;
  private final boolean atomic;
  private final boolean preservesUnknown;
  private volatile @Nullable Members members;

  /// The JSON members, worked out when first asked for, as inlined types may be references.
  private record Members(List<Member> list, Map<String, Integer> index) {}

  /// A field as it stands in JSON: one of this struct's own or of one that it inlines.
  ///
  /// @param inlined the types it was inlined through, by their last names, outermost first
  public record Member(Field field, List<String> inlined) {
    public Member {
      inlined = List.copyOf(inlined);
    }
  }

  /// @param name the OpenAPI name such as `io.k8s.api.core.v1.Pod`; empty for anonymous types of a CRD
  /// @param atomic owned and replaced whole
  /// @param preservesUnknown undeclared fields are kept rather than reported and dropped
  public StructType(String name, List<Field> fields, boolean atomic, boolean preservesUnknown) {
    this.name = name;
    this.fields = List.copyOf(fields);
    this.byNumber = HashMap.newHashMap(fields.size());
    this.atomic = atomic;
    this.preservesUnknown = preservesUnknown;
    for (Field field : fields) if (field.number() > 0) byNumber.put(field.number(), field);
    this.fieldsByNumber =
        byNumber.values().stream().sorted(Comparator.comparingInt(Field::number)).toList();
  }

  /// The same type, owned whole or not.
  public StructType withAtomic(boolean atomic) {
    return new StructType(name, fields, atomic, preservesUnknown);
  }

  private Members all() {
    Members known = members;
    if (known != null) return known;
    var list = new ArrayList<Member>();
    collect(List.of(), list);
    var index = HashMap.<String, Integer>newHashMap(list.size());
    for (int i = 0; i < list.size(); i++) index.putIfAbsent(list.get(i).field().name(), i);
    known = new Members(List.copyOf(list), index);
    members = known;
    return known;
  }

  private void collect(List<String> inlined, List<Member> out) {
    for (Field field : fields) {
      if (field.inline() && field.type().resolved() instanceof StructType inner) {
        var path = new ArrayList<>(inlined);
        path.add(inner.shortName());
        inner.collect(path, out);
      } else out.add(new Member(field, inlined));
    }
  }

  /// The last part of the name, such as `Pod`.
  public String shortName() {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /// The fields as they stand in JSON, in order, those of inlined structs in their place.
  public List<Member> members() {
    return all().list();
  }

  /// The place of a JSON member in [#members]; -1 for none of that name.
  public int indexOf(String name) {
    return all().index().getOrDefault(name, -1);
  }

  public String name() {
    return name;
  }

  /// The fields as declared, which is how protobuf nests them.
  public List<Field> fields() {
    return fields;
  }

  /// The field of a JSON member, of this struct or one that it inlines.
  public Optional<Field> field(String name) {
    int i = indexOf(name);
    return i < 0 ? Optional.empty() : Optional.of(members().get(i).field());
  }

  /// The fields that protobuf has, by number.
  public List<Field> fieldsByNumber() {
    return fieldsByNumber;
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
