package pilothouse.types;

import io.swagger.annotations.ApiModel;
import io.swagger.annotations.ApiModelProperty;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What the generated Java model of a type says: required fields and descriptions.
final class Models {
  private static final String PACKAGE = "io.kubernetes.client.openapi.models.";

  private final Optional<Class<?>> model;

  private Models(Optional<Class<?>> model) {
    this.model = model;
  }

  static Models of(String name) {
    List<String> parts = List.of(name.split("\\."));
    String kind = parts.get(2);
    String version = capital(parts.get(1));
    return new Models(load(capital(parts.get(0)) + version + kind).or(() -> load(version + kind)));
  }

  private static Optional<Class<?>> load(String name) {
    try {
      return Optional.of(Class.forName(PACKAGE + name));
    } catch (ClassNotFoundException notGenerated) {
      return Optional.empty();
    }
  }

  private static String capital(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  boolean hasTypeMeta() {
    return names().containsAll(List.of("apiVersion", "kind"));
  }

  private Set<String> names() {
    return texts("openapiFields");
  }

  Set<String> required() {
    return texts("openapiRequiredFields");
  }

  private Set<String> texts(String constant) {
    var out = new TreeSet<String>();
    if (model.isEmpty()) return out;
    try {
      Field field = model.get().getField(constant);
      for (Object text : (Collection<?>) field.get(null)) out.add((String) text);
    } catch (ReflectiveOperationException changed) {
      throw new IllegalStateException(model.get() + " has another shape", changed);
    }
    return out;
  }

  /// Lines `type`, `field` (empty for the type itself), text, apart by tabs.
  List<String> descriptions(String name) {
    var out = new ArrayList<String>();
    if (model.isEmpty()) return out;
    ApiModel whole = model.get().getAnnotation(ApiModel.class);
    if (whole != null) out.add(line(name, "", whole.description()));
    Map<String, String> serialized = serialized();
    for (Method method : model.get().getMethods()) {
      ApiModelProperty property = method.getAnnotation(ApiModelProperty.class);
      String field = serialized.get(decapital(method.getName().replaceFirst("^(get|is)", "")));
      if (property != null && field != null) out.add(line(name, field, property.value()));
    }
    out.sort(null);
    return out;
  }

  private Map<String, String> serialized() {
    var out = new LinkedHashMap<String, String>();
    Arrays.stream(model.orElseThrow().getDeclaredFields())
        .forEach(field -> {
          var name = field.getAnnotation(com.google.gson.annotations.SerializedName.class);
          if (name != null) out.put(decapital(field.getName()), name.value());
        });
    return out;
  }

  private static String decapital(String text) {
    return text.isEmpty() ? text : Character.toLowerCase(text.charAt(0)) + text.substring(1);
  }

  private static String line(String type, String field, String text) {
    return type
        + "\t"
        + field
        + "\t"
        + text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t");
  }
}
