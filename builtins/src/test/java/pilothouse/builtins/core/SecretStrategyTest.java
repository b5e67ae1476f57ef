package pilothouse.builtins.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.Errors;

class SecretStrategyTest {
  private final SecretStrategy secrets = new SecretStrategy();

  @Test
  void textsBecomeDataAndWin() {
    ObjectNode secret =
        ObjectNode.of("data", ObjectNode.of("user", "YWRtaW4="))
            .with("stringData", ObjectNode.of("user", "overrides").with("extra", "plain text"));
    ObjectNode out = secrets.defaults(secret);
    assertThat(out.has("stringData")).isFalse();
    assertThat(out.get("type").text()).isEqualTo("Opaque");
    assertThat(out.get("data"))
        .isEqualTo(ObjectNode.of("extra", "cGxhaW4gdGV4dA==").with("user", "b3ZlcnJpZGVz"));
  }

  @Test
  void anImmutableSecretKeepsItsData() {
    ObjectNode old =
        ObjectNode.of("type", "Opaque")
            .with("immutable", true)
            .with("data", ObjectNode.of("a", "YQ=="));
    var errors = new Errors();
    SecretValidation.update(old.with("data", ObjectNode.of("a", "Yg==")), old, errors);
    assertThat(errors.list().getFirst().toString())
        .isEqualTo("data: Forbidden: field is immutable when `immutable` is set");
  }
}
