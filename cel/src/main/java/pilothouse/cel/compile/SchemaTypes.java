package pilothouse.cel.compile;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import dev.cel.common.types.StructTypeReference;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import pilothouse.api.validation.CelWords;
import pilothouse.cel.type.DeclType;
import pilothouse.cel.type.FieldNames;

/// The types of a schema's objects by name: an object is called by its place, `selfType1.spec.@idx`, a name is given when the type is first met.
///
/// The checker wants providers that never change. A name once given never means another type, which is all it relies on.
@SuppressWarnings("Immutable")
public final class SchemaTypes implements CelTypeProvider {
  private final Map<String, DeclType.ObjectOf> objects = new ConcurrentHashMap<>();

  /// The type of a variable whose objects are to be called by a name and their places below it.
  public CelType named(String name, DeclType type) {
    return switch (type) {
      case DeclType.Scalar scalar -> scalar(scalar.basic());
      case DeclType.ListOf list -> ListType.create(named(name + ".@idx", list.element()));
      case DeclType.MapOf map ->
          MapType.create(SimpleType.STRING, named(name + ".@elem", map.element()));
      case DeclType.ObjectOf object -> {
        objects.putIfAbsent(name, object);
        yield StructTypeReference.create(name);
      }
    };
  }

  private static CelType scalar(DeclType.Basic basic) {
    return switch (basic) {
      case BOOL -> SimpleType.BOOL;
      case INT -> SimpleType.INT;
      case DOUBLE -> SimpleType.DOUBLE;
      case STRING -> SimpleType.STRING;
      case BYTES -> SimpleType.BYTES;
      case DURATION -> SimpleType.DURATION;
      case TIMESTAMP -> SimpleType.TIMESTAMP;
      case DYN -> SimpleType.DYN;
    };
  }

  @Override
  public ImmutableCollection<CelType> types() {
    return ImmutableList.of();
  }

  @Override
  public Optional<CelType> findType(String name) {
    return switch (name) {
      case "google.protobuf.Timestamp" -> Optional.of(SimpleType.TIMESTAMP);
      case "google.protobuf.Duration" -> Optional.of(SimpleType.DURATION);
      default -> Optional.ofNullable(objects.get(name)).map(object -> struct(name, object));
    };
  }

  private StructType struct(String name, DeclType.ObjectOf object) {
    var names = ImmutableSet.<String>builder().addAll(object.fields().keySet());
    for (String field : object.fields().keySet())
      FieldNames.unescape(field).filter(CelWords::reserved).ifPresent(names::add);
    return StructType.create(name, names.build(), field -> field(name, object, field));
  }

  /// A reserved word is found under its own name too.
  private Optional<CelType> field(String name, DeclType.ObjectOf object, String field) {
    String escaped = CelWords.reserved(field) ? "__" + field + "__" : field;
    return Optional.ofNullable(object.fields().get(escaped))
        .map(type -> named(name + "." + escaped, type));
  }
}
