package pilothouse.server.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import pilothouse.api.ApiException;
import pilothouse.api.tree.ObjectNode;
import pilothouse.registry.admission.AdmissionRequest;
import pilothouse.registry.admission.Operation;
import pilothouse.server.authz.Attributes;
import pilothouse.server.authz.CreateRights;
import pilothouse.server.authz.Decision;

class CreateRightsTest {
  private final List<Attributes> asked = new ArrayList<>();

  private final CreateRights rights =
      new CreateRights(() ->
          attributes -> {
            asked.add(attributes);
            return Decision.NO_OPINION;
          });

  private static AdmissionRequest creating(String options) {
    return new AdmissionRequest(
        Operation.CREATE,
        Things.definition(""),
        Things.KIND,
        "",
        "a",
        "ns",
        Optional.of(ObjectNode.EMPTY),
        Optional.empty(),
        ObjectNode.of("kind", options),
        false,
        new AdmissionRequest.Caller("pat", "", List.of(), Map.of()),
        _ -> {});
  }

  @Test
  void aCreateWasAskedForItsRightAlready() {
    assertThatCode(() -> rights.validate(creating("CreateOptions"))).doesNotThrowAnyException();
    assertThat(asked).isEmpty();
  }

  @Test
  void anApplyOrAPutThatCreatesNeedsTheRightToCreate() {
    for (String options : List.of("PatchOptions", "UpdateOptions"))
      assertThatThrownBy(() -> rights.validate(creating(options)))
          .isInstanceOfSatisfying(
              ApiException.class, e -> assertThat(e.status().code()).isEqualTo(403))
          .hasMessage(
              "things.example.com \"a\" is forbidden: User \"pat\" cannot create resource \"things\" in API group \"example.com\" in the"
                  + " namespace \"ns\"");
    assertThat(asked).extracting(Attributes::verb).containsExactly("create", "create");
  }
}
