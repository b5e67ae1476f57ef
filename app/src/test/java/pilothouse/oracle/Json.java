package pilothouse.oracle;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// JSON as plain maps, lists, texts, `Long`, `Double`, `Boolean` and null: by a parser that is not the server's own, so that the two check
/// each other.
final class Json {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_LONG_FOR_INTS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final Pattern LARGE = Pattern.compile("(?<=[:\\[,])-?[0-9]{19,}(?=[,\\]}])");

  private Json() {}

  static Object parse(byte[] text) throws IOException {
    return parse(new String(text, StandardCharsets.UTF_8));
  }

  /// Whole numbers that are no `Long` are read as `Double`.
  static Object parse(String text) throws IOException {
    try {
      return MAPPER.readValue(text, Object.class);
    } catch (InputCoercionException _) {
      return MAPPER.readValue(LARGE.matcher(text).replaceAll("$0.0"), Object.class);
    }
  }

  /// Empty for what is no JSON.
  static Optional<Object> tryParse(byte[] text) {
    try {
      return Optional.ofNullable(parse(text));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  static String print(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /// As the recorder sent bodies: a few answers quote how they begin.
  static String spaced(Object value) {
    try {
      return MAPPER.writer(new Spaced()).writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static final class Spaced extends MinimalPrettyPrinter {
    private static final long serialVersionUID = 1;

    @Override
    public void writeObjectFieldValueSeparator(JsonGenerator out) throws IOException {
      out.writeRaw(": ");
    }

    @Override
    public void writeObjectEntrySeparator(JsonGenerator out) throws IOException {
      out.writeRaw(", ");
    }

    @Override
    public void writeArrayValueSeparator(JsonGenerator out) throws IOException {
      out.writeRaw(", ");
    }
  }

  /// The value's JSON with sorted members, to order by.
  static String canonical(Object value) {
    return print(sorted(value));
  }

  private static Object sorted(Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        var out = new TreeMap<String, Object>();
        map.forEach((k, v) -> out.put((String) k, sorted(v)));
        yield out;
      }
      case List<?> list ->
          list.stream()
              .map(Json::sorted)
              .collect(ArrayList::new, ArrayList::add, ArrayList::addAll);
      case null -> null;
      default -> value;
    };
  }

  static Object copy(Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        var out = new LinkedHashMap<String, Object>();
        map.forEach((k, v) -> out.put((String) k, copy(v)));
        yield out;
      }
      case List<?> list -> {
        var out = new ArrayList<Object>();
        list.forEach(v -> out.add(copy(v)));
        yield out;
      }
      case null -> null;
      default -> value;
    };
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> object(Object value) {
    return (Map<String, Object>) value;
  }

  @SuppressWarnings("unchecked")
  static List<Object> list(Object value) {
    return (List<Object>) value;
  }
}
