package pilothouse.api.schema;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/// What Go calls the types of fields, such as `v1.Protocol` or `[]v1.Container`; upstream's messages print them.
public final class GoTypeNames {
  /// For types of no library.
  public static final GoTypeNames NONE = new GoTypeNames(Map.of());

  private record Names(String item, String whole) {}

  private final Map<String, Names> byField;

  private GoTypeNames(Map<String, Names> byField) {
    this.byField = byField;
  }

  /// Reads lines `type<TAB>field<TAB>item<TAB>whole`; empty where Go has no name of its own.
  static GoTypeNames read(byte[] text) {
    var byField = new HashMap<String, Names>();
    for (String line : new String(text, StandardCharsets.UTF_8).split("\n")) {
      String[] parts = line.split("\t", -1);
      if (parts.length == 4)
        byField.put(
            OpenApiNames.fullName(parts[0]) + "/" + parts[1], new Names(parts[2], parts[3]));
    }
    return new GoTypeNames(byField);
  }

  /// The OpenAPI name of the struct that declares a member, which is an inlined one for some.
  public String declaring(StructType outer, StructType.Member member) {
    StructType struct = outer;
    for (String inlined : member.inlined())
      for (Field field : struct.fields())
        if (field.inline()
            && field.type().resolved() instanceof StructType inner
            && inner.shortName().equals(inlined)) struct = inner;
    return struct.name();
  }

  /// The name of a field's type.
  ///
  /// @param owner the OpenAPI name of the struct that declares it
  public String of(String owner, String field, Type type) {
    Names names = byField.getOrDefault(owner + "/" + field, new Names("", ""));
    if (!names.whole.isEmpty()) return names.whole;
    return switch (type.resolved()) {
      case Type.ListOf list -> "[]" + item(names, list.items());
      case Type.MapOf map -> "map[string]" + item(names, map.values());
      case Type other -> item(names, other);
    };
  }

  /// The name of the type of a field's items or values.
  public String ofItem(String owner, String field, Type items) {
    return item(byField.getOrDefault(owner + "/" + field, new Names("", "")), items);
  }

  private static String item(Names names, Type type) {
    return names.item.isEmpty() ? of(type) : names.item;
  }

  /// The name of a type that no field gives another.
  public static String of(Type type) {
    return switch (type.resolved()) {
      case ScalarType scalar -> scalar(scalar);
      case StructType struct -> struct(struct);
      case Type.ListOf list -> "[]" + of(list.items());
      case Type.MapOf map -> "map[string]" + of(map.values());
      case Type.Any _ -> "interface {}";
      case Type.Ref _ -> throw new IllegalStateException("a resolved type is no reference");
    };
  }

  private static String struct(StructType struct) {
    String name = struct.name();
    int kind = name.lastIndexOf('.');
    int version = name.lastIndexOf('.', kind - 1);
    return name.substring(version + 1);
  }

  private static String scalar(ScalarType type) {
    return switch (type) {
      case STRING, TIME, MICRO_TIME, DURATION, QUANTITY -> "string";
      case BOOL -> "bool";
      case INT32, INT_OR_STRING -> "int32";
      case INT64 -> "int64";
      case DOUBLE -> "float64";
      case BYTES -> "[]uint8";
    };
  }
}
