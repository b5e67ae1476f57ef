package pilothouse.cel.type;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import pilothouse.api.structural.Limits;
import pilothouse.api.structural.Schema;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.StringNode;
import pilothouse.cel.type.DeclType.Basic;
import pilothouse.cel.type.DeclType.ListOf;
import pilothouse.cel.type.DeclType.MapOf;
import pilothouse.cel.type.DeclType.ObjectOf;
import pilothouse.cel.type.DeclType.Scalar;

/// From schemas to types. What has no type for expressions (unknown fields are kept, items are not described) has none here.
///
/// Sources: apiserver `pkg/cel/common/schemas.go`, `pkg/cel/limits.go`.
public final class DeclTypes {
  /// The largest request, which bounds whatever a schema leaves unbounded.
  public static final long MAX_REQUEST = 3 * 1024 * 1024;

  private static final long MAX_DURATION = 32;
  private static final long MAX_DATE = 12;
  private static final long MAX_DATE_TIME = 32;
  private static final long MIN_DURATION = 3;
  private static final long MIN_DATE_TIME = 21;
  private static final long MIN_STRING = 2;
  private static final long MIN_BOOL = 4;
  private static final long MIN_NUMBER = 1;

  /// A character takes up to four bytes.
  private static final long BYTES_OF_CHARACTER = 4;

  /// Above it the number of bytes would not fit.
  private static final long MOST_CHARACTERS = Long.MAX_VALUE / BYTES_OF_CHARACTER;

  private DeclTypes() {}

  public static Optional<DeclType> of(Schema schema, boolean resourceRoot) {
    if (schema.intOrString()) return Optional.of(new Scalar(Basic.DYN, stringSize(schema), 1));
    return switch (schema.type()) {
      case "array" -> schema.items().flatMap(items -> list(schema, items));
      case "object" -> mapOrObject(schema, resourceRoot);
      case "string" -> Optional.of(string(schema));
      case "boolean" -> Optional.of(new Scalar(Basic.BOOL, 0, MIN_BOOL));
      case "number" -> Optional.of(new Scalar(Basic.DOUBLE, 0, MIN_NUMBER));
      case "integer" -> Optional.of(new Scalar(Basic.INT, 0, MIN_NUMBER));
      default -> Optional.empty();
    };
  }

  private static Optional<DeclType> mapOrObject(Schema schema, boolean resourceRoot) {
    Optional<Schema> values = schema.otherMembers();
    return values.isPresent()
        ? map(schema, values.get())
        : Optional.of(object(schema, resourceRoot));
  }

  private static Optional<DeclType> list(Schema schema, Schema items) {
    return of(items, items.embedded())
        .map(item ->
            new ListOf(
                item,
                most(schema.limits().items()).orElse((MAX_REQUEST - 2) / (item.minSize() + 1))));
  }

  /// Six bytes more than its value is the least that an entry takes: a key of two, quotes, colon, comma.
  private static Optional<DeclType> map(Schema schema, Schema values) {
    return of(values, values.embedded())
        .map(value ->
            new MapOf(
                value,
                most(schema.limits().members()).orElse((MAX_REQUEST - 2) / (value.minSize() + 6))));
  }

  private static DeclType object(Schema schema, boolean resourceRoot) {
    Map<String, Schema> properties =
        resourceRoot ? withMeta(schema.properties()) : schema.properties();
    List<String> required = schema.limits().required();
    var fields = new LinkedHashMap<String, DeclType>();
    long[] minSize = {2};
    properties.forEach((name, property) ->
        of(property, property.embedded())
            .ifPresent(type -> {
              FieldNames.escape(name).ifPresent(escaped -> fields.put(escaped, type));
              if (required.contains(name) && property.standard().isEmpty())
                minSize[0] += name.length() + type.minSize() + 4;
            }));
    return new ObjectOf(Map.copyOf(fields), minSize[0]);
  }

  /// Every resource has `apiVersion`, `kind`, `metadata.name` and `metadata.generateName`, and of its metadata rules see no more.
  static Map<String, Schema> withMeta(Map<String, Schema> properties) {
    if (MetaSchemas.complete(properties)) return properties;
    var all = new LinkedHashMap<>(properties);
    all.put("apiVersion", MetaSchemas.TEXT);
    all.put("kind", MetaSchemas.TEXT);
    all.put("metadata", MetaSchemas.METADATA);
    return all;
  }

  private static DeclType string(Schema schema) {
    return switch (schema.limits().format()) {
      case "byte" ->
          new Scalar(
              Basic.BYTES, most(schema.limits().length()).orElse(MAX_REQUEST - 2), MIN_STRING);
      case "duration" -> new Scalar(Basic.DURATION, MAX_DURATION, MIN_DURATION);
      case "date" -> new Scalar(Basic.TIMESTAMP, MAX_DATE, MAX_DATE);
      case "date-time" -> new Scalar(Basic.TIMESTAMP, MAX_DATE_TIME, MIN_DATE_TIME);
      default -> new Scalar(Basic.STRING, stringSize(schema), MIN_STRING);
    };
  }

  private static long stringSize(Schema schema) {
    OptionalLong most = most(schema.limits().length());
    if (most.isPresent()) return Math.min(most.getAsLong(), MOST_CHARACTERS) * BYTES_OF_CHARACTER;
    List<Node> values = schema.limits().values();
    if (schema.intOrString() || values.isEmpty()) return MAX_REQUEST - 2;
    long longest = 0;
    for (Node value : values)
      if (value instanceof StringNode text) longest = Math.max(longest, utf8(text.text()));
    return longest;
  }

  private static long utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /// The bound; empty where there is none. A negative one counts as nothing at all.
  public static OptionalLong most(Limits.Sizes sizes) {
    return sizes.most() == Long.MAX_VALUE
        ? OptionalLong.empty()
        : OptionalLong.of(Math.max(0, sizes.most()));
  }
}
