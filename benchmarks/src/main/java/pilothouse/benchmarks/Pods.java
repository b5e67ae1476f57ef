package pilothouse.benchmarks;

import java.nio.charset.StandardCharsets;
import pilothouse.api.Bytes;

/// A pod as a deployment's would be: 1.5 KB as it is sent, about 3 KB with defaults and managed fields.
final class Pods {
  private static final String VARIABLE = "{\"name\":\"VARIABLE_%02d\",\"value\":\"%s\"}";

  private Pods() {}

  static Bytes json(String name) {
    var variables = new StringBuilder();
    for (int i = 0; i < 12; i++)
      variables.append(i == 0 ? "" : ",").append(VARIABLE.formatted(i, "v".repeat(40)));
    String text =
        """
        {"apiVersion":"v1","kind":"Pod","metadata":{"name":"%s","labels":{"app":"web","tier":"front","pod-template-hash":"5d4f8c7b9"}},\
        "spec":{"containers":[{"name":"main","image":"registry.example.com/team/app:v1.2.3","env":[%s],\
        "ports":[{"containerPort":8080,"name":"http"}],"resources":{"requests":{"cpu":"100m","memory":"128Mi"}},\
        "readinessProbe":{"httpGet":{"path":"/healthz","port":8080}}}]}}\
        """
            .formatted(name, variables);
    return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}
