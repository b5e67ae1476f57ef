package pilothouse.wire.kubectl;

/// Objects as a user writes them.
final class Manifests {
  private Manifests() {}

  static final String DEPLOYMENT =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: web
        labels:
          app: web
      spec:
        replicas: 2
        selector:
          matchLabels:
            app: web
        template:
          metadata:
            labels:
              app: web
          spec:
            containers:
            - name: nginx
              image: nginx:1.29
      """;

  static String deployment(int replicas) {
    return DEPLOYMENT.replace("replicas: 2", "replicas: " + replicas);
  }

  static String node(String name) {
    return "apiVersion: v1\nkind: Node\nmetadata: {name: %s}\n".formatted(name);
  }

  static String pod(String name, String node) {
    return """
    apiVersion: v1
    kind: Pod
    metadata: {name: %s, labels: {app: %s}}
    spec: {nodeName: "%s", containers: [{name: c, image: busybox}]}
    """
        .formatted(name, name, node);
  }

  static String configMap(String name) {
    return """
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: %s, labels: {kind: plain}}
    data: {a: b}
    ---
    """
        .formatted(name);
  }
}
