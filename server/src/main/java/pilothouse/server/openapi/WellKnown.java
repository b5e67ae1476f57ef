package pilothouse.server.openapi;

import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import pilothouse.api.schema.ScalarType;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;

/// Types that are published by name although they are no structs.
final class WellKnown {
  private static final String MACHINERY = "io.k8s.apimachinery.pkg.";

  private WellKnown() {}

  /// The published name of a scalar; null for those that stand in place.
  static @Nullable String name(ScalarType type) {
    return switch (type) {
      case TIME -> MACHINERY + "apis.meta.v1.Time";
      case MICRO_TIME -> MACHINERY + "apis.meta.v1.MicroTime";
      case DURATION -> MACHINERY + "apis.meta.v1.Duration";
      case QUANTITY -> MACHINERY + "api.resource.Quantity";
      case INT_OR_STRING -> MACHINERY + "util.intstr.IntOrString";
      case STRING, BOOL, INT32, INT64, DOUBLE, BYTES -> null;
    };
  }

  /// The published name of a choice between forms.
  static String choice(String name) {
    return switch (name) {
      case "choice.bool" -> "JSONSchemaPropsOrBool";
      case "choice.array" -> "JSONSchemaPropsOrArray";
      default -> "JSONSchemaPropsOrStringArray";
    };
  }

  /// The schema of such a type; null where the type is a struct.
  static @Nullable ObjectNode schema(String name, Schemas.Version version) {
    String last = name.substring(name.lastIndexOf('.') + 1);
    boolean three = version == Schemas.Version.V3;
    return switch (last) {
      case "Time", "MicroTime" ->
          described("A time in RFC 3339.").with("type", "string").with("format", "date-time");
      case "Duration" -> described("A duration such as 1m30s.").with("type", "string");
      case "Quantity" -> quantity(three);
      case "IntOrString" -> intOrString(three);
      case "RawExtension" -> described("Any object.").with("type", "object");
      case "FieldsV1" ->
          described("A set of fields as a tree of their names.").with("type", "object");
      case "Patch" ->
          described("A patch, in the form that its content type says.").with("type", "object");
      case "JSON",
          "JSONSchemaPropsOrBool",
          "JSONSchemaPropsOrArray",
          "JSONSchemaPropsOrStringArray" ->
          described("Any JSON value that stands for " + last + ".");
      case "Info" -> info(three);
      default -> null;
    };
  }

  private static ObjectNode described(String text) {
    return ObjectNode.of("description", text);
  }

  private static ObjectNode quantity(boolean three) {
    ObjectNode out = described("A fixed-point number with a suffix, such as 500m or 2Gi.");
    return three
        ? out.with("oneOf", ListNode.of(type("string"), type("number")))
        : out.with("type", "string");
  }

  private static ObjectNode intOrString(boolean three) {
    ObjectNode out = described("A number or a text.");
    return three
        ? out.with("format", "int-or-string")
            .with("oneOf", ListNode.of(type("integer"), type("string")))
        : out.with("type", "string").with("format", "int-or-string");
  }

  private static final List<String> INFO =
      List.of(
          "major",
          "minor",
          "gitVersion",
          "gitCommit",
          "gitTreeState",
          "buildDate",
          "goVersion",
          "compiler",
          "platform");
  private static final List<String> INFO_OPTIONAL =
      List.of("emulationMajor", "emulationMinor", "minCompatibilityMajor", "minCompatibilityMinor");

  private static ObjectNode info(boolean three) {
    var properties = new TreeMap<String, Node>();
    ObjectNode text = ObjectNode.of("type", "string");
    for (String name : INFO) properties.put(name, three ? text.with("default", "") : text);
    for (String name : INFO_OPTIONAL) properties.put(name, text);
    var members = ObjectNode.builder();
    properties.forEach(members::put);
    return described("The version of a server.")
        .with("type", "object")
        .with("required", ListNode.ofTexts(INFO))
        .with("properties", members.build());
  }

  private static Node type(String type) {
    return ObjectNode.of("type", type);
  }
}
