package pilothouse.builtins.meta;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import pilothouse.api.tree.NullNode;
import pilothouse.api.tree.ObjectNode;

class InternalFormTest {
  @Test
  void everyFieldIsPrintedUnderItsGoNameWithItsZeroValue() {
    assertThat(InternalForm.of("Toleration", ObjectNode.of("key", "a")).toString())
        .isEqualTo(
            "{\"Key\":\"a\",\"Operator\":\"\",\"Value\":\"\",\"Effect\":\"\",\"TolerationSeconds\":null}");
  }

  @Test
  void whatAPodSharesWithItsHostStandsInItsSecurityContext() {
    var spec = ObjectNode.of("securityContext", ObjectNode.EMPTY).with("hostNetwork", true);
    assertThat(InternalForm.of("PodSpec", spec).at("SecurityContext", "HostNetwork").bool(false))
        .isTrue();
    assertThat(InternalForm.of("PodSpec", spec).object().has("HostNetwork")).isFalse();
  }

  @Test
  void anAbsentPointerIsNull() {
    assertThat(InternalForm.of("*Affinity", NullNode.NULL)).isEqualTo(NullNode.NULL);
  }
}
