package pilothouse.builtins.conversion;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import pilothouse.api.json.JsonException;
import pilothouse.api.json.JsonReader;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.LongNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.NullNode;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;
import pilothouse.registry.StorageSpec;

/// Autoscalers are stored as v2; v1 shows one CPU target in a field of its own and everything else as JSON in annotations.
///
/// Source: kubernetes `pkg/apis/autoscaling/v1/conversion.go`.
public final class AutoscalerConversion implements StorageSpec.Conversion {
  private static final String PREFIX = "autoscaling.alpha.kubernetes.io/";
  private static final String METRICS = PREFIX + "metrics";
  private static final String CURRENT = PREFIX + "current-metrics";
  private static final String CONDITIONS = PREFIX + "conditions";
  private static final String BEHAVIOR = PREFIX + "behavior";
  private static final Set<String> CARRIED = Set.of(METRICS, CURRENT, CONDITIONS, BEHAVIOR);
  private static final int DEFAULT_CPU_PERCENT = 80;

  @Override
  public ObjectNode toStored(ObjectNode served) {
    ObjectNode v2 = toV2(served);
    Node behavior = v2.at("spec", "behavior");
    if (behavior.isNull()) return v2;
    return v2.withAt(List.of("spec", "behavior"), ScalingRules.defaults(behavior));
  }

  @Override
  public ObjectNode fromStored(ObjectNode stored) {
    return toV1(stored);
  }

  /// The v2 form with the CPU target before the other metrics, which is where most writers have it; v1 does not tell.
  public static ObjectNode shown(ObjectNode v1) {
    ObjectNode v2 = toV2(v1);
    var cpu = new ArrayList<Node>();
    var others = new ArrayList<Node>();
    for (Node metric : v2.at("spec", "metrics").items())
      (MetricForms.isCpuPercent(metric, "target") ? cpu : others).add(metric);
    cpu.addAll(others);
    return v2.withAt(List.of("spec", "metrics"), ListNode.of(cpu));
  }

  /// A v1 autoscaler as it is once its annotations were understood: what they carry in order, nonsense gone.
  public static ObjectNode understood(ObjectNode v1) {
    return toV1(toV2(v1));
  }

  /// A v1 autoscaler with the spec or the status of another one, wherever v1 keeps it.
  public static ObjectNode withPart(ObjectNode v1, ObjectNode other, String part) {
    return toV1(toV2(v1).with(part, toV2(other).get(part)));
  }

  /// The v2 form as it was written, no defaults of v2 filled in.
  public static ObjectNode toV2(ObjectNode v1) {
    ObjectNode annotations = v1.at("metadata", "annotations").object();
    var out = ObjectNode.builder();
    out.put("kind", "HorizontalPodAutoscaler").put("apiVersion", "autoscaling/v2");
    out.put("metadata", withoutCarried(v1.get("metadata").object(), annotations));
    out.put("spec", specToV2(v1.get("spec"), annotations));
    out.put("status", statusToV2(v1.get("status"), annotations));
    return out.build();
  }

  /// An autoscaler without the annotations in which v1 carries things; in v2 they mean nothing.
  public static ObjectNode withoutCarried(ObjectNode autoscaler) {
    ObjectNode metadata = autoscaler.get("metadata").object();
    ObjectNode kept = withoutCarried(metadata, metadata.get("annotations").object());
    return kept == metadata ? autoscaler : autoscaler.with("metadata", kept);
  }

  private static ObjectNode withoutCarried(ObjectNode metadata, ObjectNode annotations) {
    ObjectNode kept = annotations;
    for (String name : CARRIED) kept = kept.without(name);
    if (kept.size() == annotations.size()) return metadata;
    return kept.isEmpty() ? metadata.without("annotations") : metadata.with("annotations", kept);
  }

  private static ObjectNode specToV2(Node spec, ObjectNode annotations) {
    var out = ObjectNode.builder();
    copy(spec, out, "scaleTargetRef", "minReplicas", "maxReplicas");
    out.put("metrics", ListNode.of(metricsToV2(spec, annotations)));
    parsed(annotations.get(BEHAVIOR))
        .filter(ObjectNode.class::isInstance)
        .ifPresent(b -> out.put("behavior", ScalingRules.fromCapitals(b)));
    return out.build();
  }

  private static List<Node> metricsToV2(Node spec, ObjectNode annotations) {
    var metrics = new ArrayList<Node>(carried(annotations.get(METRICS), "target"));
    Node cpu = spec.get("targetCPUUtilizationPercentage");
    if (!cpu.isNull()) metrics.add(MetricForms.cpuTarget(cpu));
    if (metrics.isEmpty()) metrics.add(MetricForms.cpuTarget(new LongNode(DEFAULT_CPU_PERCENT)));
    return metrics;
  }

  /// No replicas are not told in v2, the list of metrics always is.
  private static ObjectNode statusToV2(Node status, ObjectNode annotations) {
    var out = ObjectNode.builder();
    copy(status, out, "observedGeneration", "lastScaleTime");
    if (status.get("currentReplicas").number(0) != 0) copy(status, out, "currentReplicas");
    out.put("desiredReplicas", status.get("desiredReplicas").number(0));
    List<Node> current = carried(annotations.get(CURRENT), "current");
    Node cpu = status.get("currentCPUUtilizationPercentage");
    if (current.isEmpty() && !cpu.isNull()) current = List.of(MetricForms.cpuStatus(cpu));
    out.put("currentMetrics", current.isEmpty() ? NullNode.NULL : ListNode.of(current));
    parsed(annotations.get(CONDITIONS))
        .filter(ListNode.class::isInstance)
        .ifPresent(c -> out.put("conditions", c));
    return out.build();
  }

  private static List<Node> carried(Node annotation, String under) {
    return parsed(annotation).map(Node::items).orElse(List.of()).stream()
        .map(m -> MetricForms.toV2(m, under))
        .toList();
  }

  /// What an annotation holds, if it is JSON; upstream too ignores what is not.
  private static Optional<Node> parsed(Node annotation) {
    if (annotation.text().isEmpty()) return Optional.empty();
    try {
      byte[] json = annotation.text().getBytes(StandardCharsets.UTF_8);
      return Optional.of(JsonReader.tree(json));
    } catch (JsonException e) {
      return Optional.empty();
    }
  }

  static ObjectNode toV1(ObjectNode v2) {
    var out = ObjectNode.builder();
    out.put("kind", "HorizontalPodAutoscaler").put("apiVersion", "autoscaling/v1");
    out.put("metadata", withCarried(v2));
    out.put("spec", specToV1(v2.get("spec")));
    if (v2.has("status")) out.put("status", statusToV1(v2.get("status")));
    return out.build();
  }

  private static ObjectNode withCarried(ObjectNode v2) {
    var carried = carriedTexts(v2);
    ObjectNode metadata = v2.get("metadata").object();
    if (carried.isEmpty()) return metadata;
    var all = new TreeMap<String, Node>();
    metadata.get("annotations").object().forEach(all::put);
    carried.forEach((name, text) -> all.put(name, new StringNode(text)));
    var annotations = ObjectNode.builder();
    all.forEach(annotations::put);
    return metadata.with("annotations", annotations.build());
  }

  private static Map<String, String> carriedTexts(ObjectNode v2) {
    var texts = new TreeMap<String, String>();
    List<Node> others =
        v2.at("spec", "metrics").items().stream()
            .filter(m -> !MetricForms.isCpuPercent(m, "target"))
            .toList();
    carry(texts, METRICS, others, "target");
    carry(texts, CURRENT, v2.at("status", "currentMetrics").items(), "current");
    Node conditions = v2.at("status", "conditions");
    if (!conditions.items().isEmpty()) texts.put(CONDITIONS, conditions.toString());
    Node behavior = v2.at("spec", "behavior");
    if (!behavior.isNull()) texts.put(BEHAVIOR, ScalingRules.capitals(behavior).toString());
    return texts;
  }

  private static void carry(
      Map<String, String> texts, String annotation, List<Node> metrics, String under) {
    if (metrics.isEmpty()) return;
    List<Node> forms = metrics.stream().map(m -> MetricForms.toV1(m, under)).toList();
    texts.put(annotation, ListNode.of(forms).toString());
  }

  private static ObjectNode specToV1(Node spec) {
    var out = ObjectNode.builder();
    copy(spec, out, "scaleTargetRef", "minReplicas", "maxReplicas");
    percent(spec.get("metrics"), "target")
        .ifPresent(cpu -> out.put("targetCPUUtilizationPercentage", cpu));
    return out.build();
  }

  private static ObjectNode statusToV1(Node status) {
    var out = ObjectNode.builder();
    copy(status, out, "observedGeneration", "lastScaleTime");
    for (String name : List.of("currentReplicas", "desiredReplicas"))
      out.put(name, status.get(name).number(0));
    percent(status.get("currentMetrics"), "current")
        .ifPresent(cpu -> out.put("currentCPUUtilizationPercentage", cpu));
    return out.build();
  }

  private static Optional<Node> percent(Node metrics, String under) {
    return metrics.items().stream()
        .filter(m -> MetricForms.isCpuPercent(m, under))
        .map(m -> m.at("resource", under, "averageUtilization"))
        .findFirst();
  }

  private static void copy(Node from, ObjectNode.Builder to, String... names) {
    for (String name : names) if (from.object().has(name)) to.put(name, from.get(name));
  }
}
