package pilothouse.app.bench;

import java.util.ArrayList;
import pilothouse.api.tree.ListNode;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;

/// The objects that are written: a ConfigMap of 2 KB, and a Pod of 3 KB, of which defaults make 4.5.
final class Samples {
  private static final int PAYLOAD = 2_000;
  private static final int VARIABLES = 12;

  private Samples() {}

  static ObjectNode namespace(String name) {
    return object("v1", "Namespace", ObjectNode.of("name", name)).build();
  }

  static ObjectNode configMap(String name) {
    var metadata =
        ObjectNode.builder().put("name", name).put("labels", ObjectNode.of("app", "bench")).build();
    return object("v1", "ConfigMap", metadata)
        .put("data", ObjectNode.of("payload", "x".repeat(PAYLOAD)))
        .build();
  }

  static ObjectNode pod(String name) {
    var labels =
        ObjectNode.builder()
            .put("app", "bench")
            .put("tier", "web")
            .put("pod-template-hash", "5d4f8c7b9")
            .build();
    var metadata =
        ObjectNode.builder()
            .put("name", name)
            .put("labels", labels)
            .put("annotations", ObjectNode.of("example.com/note", "n".repeat(200)))
            .build();
    var config =
        ObjectNode.builder()
            .put("name", "config")
            .put("configMap", ObjectNode.of("name", "app"))
            .build();
    var spec =
        ObjectNode.builder()
            .put("containers", ListNode.of(container()))
            .put("volumes", ListNode.of(config))
            .build();
    return object("v1", "Pod", metadata).put("spec", spec).build();
  }

  private static ObjectNode container() {
    var variables = new ArrayList<Node>();
    for (int i = 0; i < VARIABLES; i++)
      variables.add(named("VARIABLE_%02d".formatted(i)).put("value", "v".repeat(40)).build());
    var requests = ObjectNode.builder().put("cpu", "100m").put("memory", "128Mi").build();
    var probe = ObjectNode.builder().put("path", "/healthz").put("port", 8080).build();
    return named("main")
        .put("image", "registry.example.com/team/app:v1.2.3")
        .put("env", ListNode.of(variables))
        .put("ports", ListNode.of(named("http").put("containerPort", 8080).build()))
        .put("resources", ObjectNode.of("requests", requests))
        .put("readinessProbe", ObjectNode.of("httpGet", probe))
        .put("volumeMounts", ListNode.of(named("config").put("mountPath", "/etc/app").build()))
        .build();
  }

  /// A merge patch that changes one annotation.
  static ObjectNode mark(int n) {
    var annotations = ObjectNode.of("annotations", ObjectNode.of("n", Integer.toString(n)));
    return ObjectNode.of("metadata", annotations);
  }

  private static ObjectNode.Builder named(String name) {
    return ObjectNode.builder().put("name", name);
  }

  private static ObjectNode.Builder object(String version, String kind, ObjectNode metadata) {
    return ObjectNode.builder()
        .put("apiVersion", version)
        .put("kind", kind)
        .put("metadata", metadata);
  }
}
