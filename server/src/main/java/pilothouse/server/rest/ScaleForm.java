package pilothouse.server.rest;

import java.util.List;
import pilothouse.api.ApiException;
import pilothouse.api.GroupVersionKind;
import pilothouse.api.tree.LongNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.FieldError;
import pilothouse.api.validation.FieldPath;
import pilothouse.registry.Metadata;
import pilothouse.registry.ScaleView;
import pilothouse.registry.fields.ScaleFields;

/// An object as its `Scale`: the replicas wanted and seen, and the selector.
///
/// Source: kubernetes `pkg/registry/apps/deployment/storage/storage.go`.
final class ScaleForm implements View {
  static final GroupVersionKind KIND = new GroupVersionKind("autoscaling", "v1", "Scale");

  private static final List<String> SHARED =
      List.of(
          Metadata.NAME,
          Metadata.NAMESPACE,
          Metadata.UID,
          Metadata.RESOURCE_VERSION,
          Metadata.CREATION_TIMESTAMP);

  private final ScaleView view;
  private final ScaleFields fields;

  ScaleForm(ScaleView view, ScaleFields fields) {
    this.view = view;
    this.fields = fields;
  }

  @Override
  public ObjectNode of(ObjectNode object) {
    ObjectNode plain = answer(object);
    Node entries = Metadata.get(object, Metadata.MANAGED_FIELDS);
    return Metadata.with(plain, Metadata.MANAGED_FIELDS, fields.toScale(entries));
  }

  @Override
  public ObjectNode answer(ObjectNode object) {
    var metadata = ObjectNode.builder();
    for (String field : SHARED) {
      Node value = Metadata.get(object, field);
      if (!value.isNull()) metadata.put(field, value);
    }
    requireReplicas(object);
    long wanted = number(object, view.specReplicas());
    var status = ObjectNode.builder().put("replicas", number(object, view.statusReplicas()));
    String selector = view.selector().apply(object);
    if (!selector.isEmpty()) status.put("selector", selector);
    return ObjectNode.builder()
        .put("kind", KIND.kind())
        .put("apiVersion", KIND.apiVersion())
        .put("metadata", metadata.build())
        .put(
            "spec",
            wanted == 0 ? ObjectNode.EMPTY : ObjectNode.of("replicas", new LongNode(wanted)))
        .put("status", status.build())
        .build();
  }

  private void requireReplicas(ObjectNode object) {
    if (view.custom().isEmpty()) return;
    if (!object.at(view.specReplicas().toArray(String[]::new)).isNull()) return;
    String path = "." + String.join(".", view.specReplicas());
    throw ApiException.internal("the spec replicas field \"" + path + "\" does not exist");
  }

  private static long number(ObjectNode object, List<String> path) {
    return object.at(path.toArray(String[]::new)).number(0);
  }

  @Override
  public ObjectNode into(ObjectNode object, ObjectNode scale) {
    long replicas = scale.at("spec", "replicas").number(0);
    if (replicas < 0 && view.custom().isEmpty()) throw negative(Metadata.name(scale), replicas);
    ObjectNode out = object.withAt(view.specReplicas(), new LongNode(replicas));
    String version = Metadata.text(scale, Metadata.RESOURCE_VERSION);
    if (!version.isEmpty()) out = Metadata.with(out, Metadata.RESOURCE_VERSION, version);
    Node entries = Metadata.get(object, Metadata.MANAGED_FIELDS);
    Node managed = Metadata.get(scale, Metadata.MANAGED_FIELDS);
    return Metadata.with(out, Metadata.MANAGED_FIELDS, fields.toObject(entries, managed));
  }

  private static ApiException negative(String name, long replicas) {
    var error =
        FieldError.invalid(
            FieldPath.of("spec", "replicas"), replicas, "must be greater than or equal to 0");
    return ApiException.invalid(KIND.group(), KIND.kind(), name, List.of(error));
  }
}
