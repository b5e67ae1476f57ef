package pilothouse.builtins.node;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import pilothouse.builtins.Findings;

class RuntimeClassTest {
  private static final Findings CLASSES = Findings.in("node.k8s.io/v1/runtimeclasses");

  @Test
  void overheadIsToldAsLimits() {
    assertThat(CLASSES.create("{'handler':'h','overhead':{'podFixed':{'cpu':'-1'}}}"))
        .containsExactly(
            "overhead.limits[cpu]: Invalid value: \"-1\": must be greater than or equal to 0");
  }

  @Test
  void aTolerationStandsOnce() {
    String one = "{'key':'a','operator':'Exists'}";
    assertThat(
            CLASSES.create(
                "{'handler':'h','scheduling':{'tolerations':[" + one + "," + one + "]}}"))
        .containsExactly(
            "scheduling.tolerations[1]: Duplicate value: {\"Key\":\"a\",\"Operator\":\"Exists\","
                + "\"Value\":\"\",\"Effect\":\"\",\"TolerationSeconds\":null}");
  }

  @Test
  void theHandlerStays() {
    assertThat(CLASSES.update("{'handler':'h'}", "{}"))
        .containsExactly(
            "handler: Required value", "handler: Invalid value: \"\": field is immutable");
  }
}
