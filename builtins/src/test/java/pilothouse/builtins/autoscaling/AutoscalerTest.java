package pilothouse.builtins.autoscaling;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import pilothouse.api.tree.ObjectNode;
import pilothouse.builtins.Findings;

class AutoscalerTest {
  private static final Findings FIRST = Findings.in("autoscaling/v1/horizontalpodautoscalers");
  private static final Findings SECOND = Findings.in("autoscaling/v2/horizontalpodautoscalers");
  private static final String TARGET =
      "'scaleTargetRef':{'apiVersion':'apps/v1','kind':'Deployment','name':'web'},'maxReplicas':3";

  private static String annotated(String name, String value) {
    return "{'metadata':{'annotations':{'autoscaling.alpha.kubernetes.io/"
        + name
        + "':\""
        + value.replace("'", "\\\"")
        + "\"}},'spec':{"
        + TARGET
        + "}}";
  }

  @Test
  void aFirstVersionWithoutTargetAimsAtEightyPercent() {
    ObjectNode created = FIRST.created("{'spec':{" + TARGET + "}}");
    assertThat(created.at("spec", "targetCPUUtilizationPercentage").number(0)).isEqualTo(80);
    assertThat(created.get("status").toString())
        .isEqualTo("{\"currentReplicas\":0,\"desiredReplicas\":0}");
  }

  @Test
  void annotationsThatSayNothingGo() {
    assertThat(FIRST.created(annotated("metrics", "nonsense")).get("metadata"))
        .isEqualTo(ObjectNode.EMPTY);
  }

  @Test
  void aMetricInAnAnnotationIsCheckedLikeOneInAField() {
    assertThat(FIRST.create(annotated("metrics", "[{'type':'Resource'}]")))
        .containsExactly(
            "spec.metrics[0].resource: Required value: must populate information for the given"
                + " metric source");
  }

  @Test
  void aBehaviorInAnAnnotationIsCheckedBeforeItIsFilled() {
    assertThat(FIRST.create(annotated("behavior", "{'scaleUp':{'tolerance':'-1'}}")))
        .containsExactly(
            "spec.behavior.scaleUp.policies: Required value: must specify at least one Policy",
            "spec.behavior.scaleUp.tolerance: Invalid value: \"-1\": must be greater than or equal"
                + " to 0");
  }

  @Test
  void theSecondVersionHasNoUseForThoseAnnotations() {
    assertThat(SECOND.created(annotated("metrics", "[]")).get("metadata"))
        .isEqualTo(ObjectNode.EMPTY);
  }

  @Test
  void anUnknownTypeOfMetricIsToldTwice() {
    assertThat(SECOND.create("{'spec':{" + TARGET + ",'metrics':[{'type':'Odd'}]}}")).hasSize(2);
  }
}
