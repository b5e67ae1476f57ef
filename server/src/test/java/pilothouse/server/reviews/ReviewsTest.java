package pilothouse.server.reviews;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import pilothouse.api.ApiException;
import pilothouse.api.json.JsonReader;
import pilothouse.api.tree.ObjectNode;
import pilothouse.registry.VirtualCreate;
import pilothouse.registry.WriteContext;
import pilothouse.server.authn.BearerTokens;
import pilothouse.server.authz.Authorizer;
import pilothouse.server.authz.PublicRights;
import pilothouse.server.http.User;

class ReviewsTest {
  private static final User ROBOT = new User("robot", "", List.of(), Map.of());
  private final Map<String, VirtualCreate> reviews =
      Reviews.creates(
          Authorizer.chain(List.of(Authorizer.masters(), new PublicRights())),
          new PublicRights(),
          new BearerTokens(
              List.of(
                  BearerTokens.Issuer.of(
                      token -> token.equals("t") ? Optional.of(ROBOT) : Optional.empty())),
              List.of("here")));

  private ObjectNode ask(String review, String spec, String... groups) {
    var context = new WriteContext("n", "me", "", List.of(groups), Map.of(), false, Instant.EPOCH);
    var body = "{\"kind\":\"X\",\"metadata\":{\"namespace\":\"n\"},\"spec\":" + spec + "}";
    var tree = JsonReader.tree(body.getBytes(StandardCharsets.UTF_8)).object();
    return reviews.get(review).answer(tree, "n", "", context).get("status").object();
  }

  @Test
  void theCallerLearnsWhoItIs() {
    assertThat(ask("selfsubjectreviews", "{}", "g").get("userInfo").toString())
        .isEqualTo("{\"username\":\"me\",\"groups\":[\"g\"]}");
  }

  @Test
  void theCallersRightsAreItsGroups() {
    String spec = "{\"resourceAttributes\":{\"verb\":\"get\",\"resource\":\"pods\"}}";
    assertThat(ask("selfsubjectaccessreviews", spec, "system:masters").toString())
        .isEqualTo("{\"allowed\":true}");
    assertThat(ask("selfsubjectaccessreviews", spec).toString()).isEqualTo("{\"allowed\":false}");
  }

  @Test
  void anotherSubjectIsJudgedByItsOwn() {
    String spec =
        "{\"user\":\"x\",\"groups\":[\"system:masters\"],"
            + "\"nonResourceAttributes\":{\"path\":\"/metrics\",\"verb\":\"get\"}}";
    assertThat(ask("subjectaccessreviews", spec).toString()).isEqualTo("{\"allowed\":true}");
  }

  @Test
  void aReviewMustAskForOneThing() {
    assertThatThrownBy(() -> ask("selfsubjectaccessreviews", "{}"))
        .isInstanceOf(ApiException.class)
        .hasMessage(
            ".authorization.k8s.io \"\" is invalid: spec.resourceAttributes: Invalid value: null:"
                + " exactly one of nonResourceAttributes or resourceAttributes must be specified");
    assertThatThrownBy(() ->
            ask(
                "localsubjectaccessreviews",
                "{\"user\":\"u\",\"resourceAttributes\":{\"namespace\":\"m\"}}"))
        .hasMessageEndingWith("Invalid value: \"m\": must match metadata.namespace");
  }

  @Test
  void tokensAreTold() {
    assertThat(ask("tokenreviews", "{\"token\":\"t\"}").toString())
        .isEqualTo(
            "{\"authenticated\":true,\"user\":{\"username\":\"robot\","
                + "\"groups\":[\"system:authenticated\"]}}");
    assertThat(ask("tokenreviews", "{\"token\":\"x\"}").toString())
        .isEqualTo("{\"user\":{},\"error\":\"invalid bearer token\"}");
    assertThatThrownBy(() -> ask("tokenreviews", "{}"))
        .hasMessage("token is required for TokenReview in authentication");
  }

  @Test
  void rulesAreListed() {
    assertThat(ask("selfsubjectrulesreviews", "{\"namespace\":\"n\"}", "system:masters").toString())
        .startsWith(
            "{\"resourceRules\":[{\"verbs\":[\"*\"],\"apiGroups\":[\"*\"],\"resources\":[\"*\"]}]")
        .endsWith("\"incomplete\":false}");
  }
}
