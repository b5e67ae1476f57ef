package pilothouse.registry.fields;

import static org.assertj.core.api.Assertions.assertThat;
import static pilothouse.registry.fields.Examples.json;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import pilothouse.api.tree.Node;

class ScaleFieldsTest {
  private static final ScaleFields SCALE =
      new ScaleFields("apps/v1", Map.of("apps/v1", List.of("spec", "replicas")));

  private static String entry(String manager, String operation, String version, String fields) {
    return "{'manager':'%s','operation':'%s','apiVersion':'%s','fieldsType':'FieldsV1','fieldsV1':%s}"
        .formatted(manager, operation, version, fields);
  }

  private static final Node OBJECT =
      json(
          "["
              + entry("spec", "Apply", "apps/v1", "{'f:spec':{'f:paused':{},'f:replicas':{}}}")
              + ","
              + entry("old", "Update", "apps/v1", "{'f:spec':{'f:paused':{}}}")
              + "]");

  @Test
  void theScaleKnowsTheManagersOfTheReplicas() {
    assertThat(SCALE.toScale(OBJECT))
        .isEqualTo(
            json(
                "["
                    + entry("spec", "Apply", "autoscaling/v1", "{'f:spec':{'f:replicas':{}}}")
                    + "]"));
  }

  @Test
  void whoWritesTheScaleTakesTheReplicas() {
    Node scale =
        json(
            "["
                + entry("scaler", "Update", "autoscaling/v1", "{'f:spec':{'f:replicas':{}}}")
                + "]");
    assertThat(SCALE.toObject(OBJECT, scale))
        .isEqualTo(
            json(
                "["
                    + entry("spec", "Apply", "apps/v1", "{'f:spec':{'f:paused':{}}}")
                    + ","
                    + entry("old", "Update", "apps/v1", "{'f:spec':{'f:paused':{}}}")
                    + ","
                    + entry("scaler", "Update", "apps/v1", "{'f:spec':{'f:replicas':{}}}")
                    + "]"));
  }

  @Test
  void anUntouchedScaleChangesNothing() {
    assertThat(SCALE.toObject(OBJECT, SCALE.toScale(OBJECT))).isEqualTo(OBJECT);
  }
}
