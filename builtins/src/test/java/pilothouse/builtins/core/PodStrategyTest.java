package pilothouse.builtins.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import pilothouse.api.json.JsonReader;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.tree.StringNode;
import pilothouse.api.validation.Errors;
import pilothouse.api.validation.FieldError;
import pilothouse.registry.WriteContext;

class PodStrategyTest {
  private static final WriteContext CONTEXT =
      new WriteContext(
          "default", "me", "", List.of(), Map.of(), false, Instant.parse("2026-01-02T03:04:05Z"));

  private final PodStrategy pods = new PodStrategy();

  @Test
  void aPodIsCompletedOnCreate() {
    ObjectNode pod =
        created("{'metadata':{'name':'p'},'spec':{'containers':[{'name':'c','image':'nginx'}]}}");
    assertThat(pod.at("spec", "restartPolicy").text()).isEqualTo("Always");
    assertThat(pod.at("spec", "containers").items().getFirst().get("imagePullPolicy").text())
        .isEqualTo("Always");
    assertThat(pod.get("status"))
        .isEqualTo(ObjectNode.of("phase", "Pending").with("qosClass", "BestEffort"));
  }

  @Test
  void requestsFollowLimitsAndMakeAPodGuaranteed() {
    ObjectNode pod =
        created(
            "{'metadata':{'name':'p'},'spec':{'containers':[{'name':'c','image':'i:1','resources':{'limits':{'cpu':'1','memory':'1Gi'}}}]}}");
    assertThat(pod.at("status", "qosClass").text()).isEqualTo("Guaranteed");
  }

  @Test
  void aForbiddenUpdateEndsInADiffOfWhatChanged() {
    ObjectNode pod =
        created("{'metadata':{'name':'p'},'spec':{'containers':[{'name':'c','image':'i:1'}]}}");
    ObjectNode changed = pod.withAt(List.of("spec", "hostname"), new StringNode("h"));
    var errors = new Errors();
    pods.validateUpdate(changed, pod, CONTEXT, errors);
    assertThat(errors.list()).hasSize(1);
    assertThat(errors.list().getFirst().toString())
        .startsWith("spec: Forbidden: pod updates may not change fields other than")
        .contains("- \"Hostname\": \"\",\n+ \"Hostname\": \"h\",\n");
  }

  @Test
  void imagesMayBeUpdated() {
    ObjectNode pod =
        created("{'metadata':{'name':'p'},'spec':{'containers':[{'name':'c','image':'i:1'}]}}");
    ObjectNode changed = pods.defaults(json(pod.toString().replace("i:1", "i:2")));
    var errors = new Errors();
    pods.validateUpdate(changed, pod, CONTEXT, errors);
    assertThat(errors.list()).isEmpty();
  }

  @Test
  void whatIsMissingIsNamedInOrder() {
    var errors = new Errors();
    pods.validate(created("{'metadata':{'name':'p'},'spec':{'containers':[{}]}}"), CONTEXT, errors);
    assertThat(errors.list().stream().map(FieldError::toString))
        .containsExactly(
            "spec.containers[0].name: Required value", "spec.containers[0].image: Required value");
  }

  @Test
  void aPodThatNoNodeRunsGoesAtOnce() {
    ObjectNode pod =
        created("{'metadata':{'name':'p'},'spec':{'containers':[{'name':'c','image':'i:1'}]}}");
    var grace = pods.deletion().grace().orElseThrow();
    assertThat(grace.seconds(pod, OptionalLong.of(30))).isZero();
    ObjectNode placed = pod.withAt(List.of("spec", "nodeName"), new StringNode("n"));
    assertThat(grace.seconds(placed, OptionalLong.empty())).isEqualTo(30);
  }

  private ObjectNode created(String text) {
    return pods.prepareForCreate(pods.defaults(json(text)), CONTEXT);
  }

  private static ObjectNode json(String text) {
    return JsonReader.tree(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8)).object();
  }
}
