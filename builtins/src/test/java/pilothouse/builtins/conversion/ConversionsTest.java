package pilothouse.builtins.conversion;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import pilothouse.api.json.JsonReader;
import pilothouse.api.tree.ObjectNode;

class ConversionsTest {
  @Test
  void anEventOfTheNewGroupIsStoredUnderTheOldNames() {
    var event =
        json(
            "{'kind':'Event','apiVersion':'events.k8s.io/v1','metadata':{'name':'e'},'note':'n','reportingController':'c','regarding':{'kind':'Pod'}}");
    var stored = new EventConversion().toStored(event);
    assertThat(stored)
        .isEqualTo(
            json(
                "{'kind':'Event','apiVersion':'v1','metadata':{'name':'e'},'involvedObject':{'kind':'Pod'},'message':'n','reportingComponent':'c'}"));
    assertThat(new EventConversion().fromStored(stored)).isEqualTo(event);
  }

  @Test
  void anAutoscalersOtherMetricsTravelInAnnotations() {
    var v2 =
        json(
            "{'kind':'HorizontalPodAutoscaler','apiVersion':'autoscaling/v2','metadata':{'name':'h'},'spec':{'maxReplicas':3,'metrics':["
                + "{'type':'Resource','resource':{'name':'cpu','target':{'type':'Utilization','averageUtilization':60}}},"
                + "{'type':'Pods','pods':{'metric':{'name':'qps'},'target':{'type':'AverageValue','averageValue':'1k'}}}]}}");
    var v1 = new AutoscalerConversion().fromStored(v2);
    assertThat(v1.at("spec", "targetCPUUtilizationPercentage").number(0)).isEqualTo(60);
    assertThat(v1.at("metadata", "annotations", "autoscaling.alpha.kubernetes.io/metrics").text())
        .isEqualTo(
            "[{\"type\":\"Pods\",\"pods\":{\"metricName\":\"qps\",\"targetAverageValue\":\"1k\"}}]");
    assertThat(AutoscalerConversion.shown(v1).get("spec")).isEqualTo(v2.get("spec"));
  }

  @Test
  void aCpuStatusAloneIsToldWithoutAValue() {
    var v1 =
        json(
            "{'kind':'HorizontalPodAutoscaler','apiVersion':'autoscaling/v1','metadata':{'name':'h'},'spec':{'maxReplicas':3},'status':{'currentReplicas':1,'currentCPUUtilizationPercentage':55}}");
    var conversion = new AutoscalerConversion();
    var back = conversion.fromStored(conversion.toStored(v1));
    assertThat(
            back.at("metadata", "annotations", "autoscaling.alpha.kubernetes.io/current-metrics")
                .text())
        .isEqualTo(
            "[{\"type\":\"Resource\",\"resource\":{\"name\":\"cpu\",\"currentAverageUtilization\":55,\"currentAverageValue\":\"0\"}}]");
  }

  @Test
  void nonsenseInACarriedAnnotationVanishes() {
    var v1 =
        json(
            "{'kind':'HorizontalPodAutoscaler','apiVersion':'autoscaling/v1','metadata':{'annotations':{'autoscaling.alpha.kubernetes.io/metrics':'nonsense','a':'b'}},'spec':{'targetCPUUtilizationPercentage':60}}");
    var conversion = new AutoscalerConversion();
    assertThat(conversion.fromStored(conversion.toStored(v1)).at("metadata", "annotations"))
        .isEqualTo(json("{'a':'b'}"));
  }

  private static ObjectNode json(String text) {
    return JsonReader.tree(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8)).object();
  }
}
