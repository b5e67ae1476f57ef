package pilothouse.wire.operator;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Version;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/// A custom resource: how much a tank should hold, and how much it does.
@Group("wire.pilothouse.dev")
@Version("v1")
@SuppressWarnings("serial")
public final class Tank extends CustomResource<Tank.Spec, Tank.Status> implements Namespaced {
  private static final String DEFINITION =
      """
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      metadata: {name: tanks.wire.pilothouse.dev}
      spec:
        group: wire.pilothouse.dev
        scope: Namespaced
        names: {plural: tanks, singular: tank, kind: Tank}
        versions:
        - name: v1
          served: true
          storage: true
          subresources: {status: {}}
          schema:
            openAPIV3Schema:
              type: object
              properties:
                spec:
                  type: object
                  properties:
                    litres: {type: integer, format: int64, minimum: 0}
                    fluid: {type: string, default: water}
                status:
                  type: object
                  properties:
                    litres: {type: integer, format: int64}
                    seen: {type: integer, format: int64}
      """;

  /// What is wanted. A pair of fields as clients bind them.
  public static final class Spec {
    public long litres;
    public String fluid;
  }

  /// What is.
  ///
  /// The generation in `seen` is that of the spec that was looked at.
  public static final class Status {
    public Long litres;
    public Long seen;
  }

  static Tank of(String name, long litres) {
    var tank = new Tank();
    tank.setMetadata(new ObjectMetaBuilder().withName(name).build());
    tank.setSpec(new Spec());
    tank.getSpec().litres = litres;
    return tank;
  }

  /// Makes the server know tanks, if it does not.
  static void define(KubernetesClient client) {
    var definitions = client.apiextensions().v1().customResourceDefinitions();
    var definition =
        definitions.load(new ByteArrayInputStream(DEFINITION.getBytes(StandardCharsets.UTF_8)));
    definition.serverSideApply();
    definitions
        .withName("tanks.wire.pilothouse.dev")
        .waitUntilCondition(Tank::established, 5, TimeUnit.MINUTES);
  }

  private static boolean established(CustomResourceDefinition definition) {
    return definition != null
        && definition.getStatus() != null
        && definition.getStatus().getConditions() != null
        && definition.getStatus().getConditions().stream()
            .anyMatch(c -> c.getType().equals("Established") && c.getStatus().equals("True"));
  }
}
