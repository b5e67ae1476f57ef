package pilothouse.server.openapi;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import pilothouse.api.GroupVersionKind;
import pilothouse.api.tree.BoolNode;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;
import pilothouse.registry.ResourceDefinition;
import pilothouse.registry.SelectableField;

/// What is published of custom kinds and of lists of them: the schema of the definition with what every object has.
///
/// Version 2 of the format knows no choices, no nulls and no open objects: what needs them is left out there, or clients would refuse good objects.
///
/// Source: apiextensions-apiserver `pkg/controller/openapi/builder/builder.go` and `pkg/controller/openapi/v2/conversion.go`.
final class CustomSchemas implements Schemas.Others {
  private static final String META = "io.k8s.apimachinery.pkg.apis.meta.v1.";
  private static final Set<String> CHOICES =
      Set.of("oneOf", "anyOf", "allOf", "not", "nullable", "default");
  private static final Set<String> SHAPE =
      Set.of("type", "items", "properties", "additionalProperties", "required");

  private final CustomSpecs specs;
  private final Map<String, ResourceDefinition> byType = new HashMap<>();

  CustomSchemas(CustomSpecs specs, List<ResourceDefinition> resources) {
    this.specs = specs;
    for (ResourceDefinition resource : resources) byType.put(resource.type().name(), resource);
  }

  @Override
  public Optional<ObjectNode> schema(
      String type, Schemas.Version version, TypeDocs docs, Consumer<String> referenced) {
    ResourceDefinition own = byType.get(type);
    if (own != null) return Optional.of(object(own, version, docs, referenced));
    if (!type.endsWith("List")) return Optional.empty();
    ResourceDefinition items = byType.get(type.substring(0, type.length() - 4));
    return items == null ? Optional.empty() : Optional.of(list(items, version, docs, referenced));
  }

  private ObjectNode object(
      ResourceDefinition resource,
      Schemas.Version version,
      TypeDocs docs,
      Consumer<String> referenced) {
    ObjectNode schema = specs.schema(resource);
    ObjectNode published = version == Schemas.Version.V2 ? downgraded(schema).object() : schema;
    ObjectNode properties = published.get("properties").object();
    if (!properties.isEmpty() || !open(published))
      published =
          published.with(
              "properties", withMeta(properties, "ObjectMeta", version, docs, referenced));
    if (published.get("type").isNull()) published = published.with("type", "object");
    if (!resource.selectableFields().isEmpty())
      published = published.with("x-kubernetes-selectable-fields", selectable(resource));
    return published.with("x-kubernetes-group-version-kind", ListNode.of(kind(resource.kind())));
  }

  private static boolean open(ObjectNode schema) {
    return schema.get("x-kubernetes-preserve-unknown-fields").bool(false);
  }

  private static Node selectable(ResourceDefinition resource) {
    return ListNode.of(
        resource.selectableFields().stream()
            .map(SelectableField::label)
            .map(label -> ObjectNode.of("fieldPath", label))
            .toList());
  }

  private static ObjectNode kind(GroupVersionKind kind) {
    return ObjectNode.builder()
        .put("group", kind.group())
        .put("kind", kind.kind())
        .put("version", kind.version())
        .build();
  }

  private static ObjectNode withMeta(
      ObjectNode properties,
      String metadata,
      Schemas.Version version,
      TypeDocs docs,
      Consumer<String> referenced) {
    String type = META + metadata;
    referenced.accept(type);
    String sample = "io.k8s.api.core.v1.Pod";
    var out = ObjectNode.builder();
    out.put("apiVersion", text(docs.description(sample, "apiVersion")));
    out.put("kind", text(docs.description(sample, "kind")));
    ObjectNode about = ObjectNode.of("description", docs.description(sample, "metadata"));
    Node reference = version.reference(type);
    out.put(
        "metadata",
        version == Schemas.Version.V3
            ? about.with("allOf", ListNode.of(reference))
            : about.with("$ref", reference.get("$ref")));
    properties.forEach((name, value) -> {
      if (!out.has(name)) out.put(name, value);
    });
    return out.build();
  }

  private static ObjectNode text(String description) {
    return ObjectNode.of("description", description).with("type", "string");
  }

  private ObjectNode list(
      ResourceDefinition items,
      Schemas.Version version,
      TypeDocs docs,
      Consumer<String> referenced) {
    String type = items.type().name();
    referenced.accept(type);
    ObjectNode properties =
        ObjectNode.of(
            "items",
            ObjectNode.builder()
                .put("description", "The objects of the list.")
                .put("type", "array")
                .put("items", version.reference(type))
                .build());
    return ObjectNode.builder()
        .put("description", items.listKind() + " is a list of " + items.kind().kind())
        .put("type", "object")
        .put("required", ListNode.of(new StringNode("items")))
        .put("properties", withMeta(properties, "ListMeta", version, docs, referenced))
        .put(
            "x-kubernetes-group-version-kind",
            ListNode.of(kind(items.groupVersion().kind(items.listKind()))))
        .build();
  }

  /// A schema as version 2 can say it.
  private static Node downgraded(Node node) {
    if (!(node instanceof ObjectNode schema)) return node;
    boolean vague =
        schema.get("nullable").bool(false)
            || open(schema)
            || schema.get("x-kubernetes-int-or-string").bool(false);
    var out = ObjectNode.builder();
    schema.forEach((name, value) -> {
      if (CHOICES.contains(name) || vague && SHAPE.contains(name)) return;
      switch (name) {
        case "properties" -> {
          var members = ObjectNode.builder();
          value.object().forEach((property, own) -> members.put(property, downgraded(own)));
          out.put(name, members.build());
        }
        case "items" -> out.put(name, downgraded(value));
        case "additionalProperties" -> {
          if (!(value instanceof BoolNode)) out.put(name, downgraded(value));
        }
        default -> out.put(name, value);
      }
    });
    return out.build();
  }
}
