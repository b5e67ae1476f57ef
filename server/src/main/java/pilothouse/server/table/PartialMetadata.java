package pilothouse.server.table;

import java.util.List;
import java.util.Map;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;

/// Metadata of an object without the rest of it, and without the annotations that stand for fields which that version of the kind lacks.
public final class PartialMetadata {
  private static final String AUTOSCALER = "autoscaling.alpha.kubernetes.io/";
  private static final Map<String, List<String>> STANDING_FOR_FIELDS =
      Map.of(
          "apps/v1/DaemonSet",
          List.of("deprecated.daemonset.template.generation"),
          "autoscaling/v1/HorizontalPodAutoscaler",
          List.of(
              AUTOSCALER + "behavior",
              AUTOSCALER + "conditions",
              AUTOSCALER + "current-metrics",
              AUTOSCALER + "metrics"));

  private PartialMetadata() {}

  /// @param apiVersion `meta.k8s.io/v1` or `meta.k8s.io/v1beta1`
  public static ObjectNode of(ObjectNode object, String apiVersion) {
    String kind = object.get("apiVersion").text() + "/" + object.get("kind").text();
    ObjectNode metadata = object.get("metadata").object();
    List<String> hidden = STANDING_FOR_FIELDS.getOrDefault(kind, List.of());
    var out = ObjectNode.builder();
    out.put("kind", "PartialObjectMetadata").put("apiVersion", apiVersion);
    return out.put("metadata", hidden.isEmpty() ? metadata : without(hidden, metadata)).build();
  }

  private static Node without(List<String> hidden, ObjectNode metadata) {
    ObjectNode annotations = metadata.get("annotations").object();
    for (String name : hidden) annotations = annotations.without(name);
    return annotations.isEmpty()
        ? metadata.without("annotations")
        : metadata.with("annotations", annotations);
  }
}
