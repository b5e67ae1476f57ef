package pilothouse.wire.crds;

import static org.assertj.core.api.Assertions.assertThat;
import static pilothouse.wire.crds.Definitions.json;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import pilothouse.wire.Admin;
import pilothouse.wire.ServerUnderTest;
import pilothouse.wire.SharedServer;

/// Definitions that would take long, or much, or for ever.
@ExtendWith(SharedServer.class)
final class BadDefinitionsTest {
  private final Admin admin;

  @AutoClose("remove")
  private final Definitions definitions;

  BadDefinitionsTest(ServerUnderTest server) throws Exception {
    admin = Admin.of(server);
    definitions = new Definitions(admin);
  }

  @AfterEach
  void theRestKeepsServing() throws Exception {
    assertThat(admin.get("/readyz").body()).isEqualTo("ok");
  }

  @Test
  void aSchemaThatNestsTooDeepIsRefused() throws Exception {
    String schema =
        "{type: object, properties: {a: ".repeat(2_000) + "{type: string}" + "}}".repeat(2_000);
    String group = Definitions.group();
    assertThat(definitions.refused(Definitions.thing(group, schema, "")))
        .singleElement()
        .asString()
        .contains("openAPIV3Schema: Forbidden: must not nest more than 500 levels deep");
    String logic = "{type: object, allOf: [".repeat(2_000) + "{}" + "]}".repeat(2_000);
    var refused =
        admin.post(Definitions.PATH, Definitions.YAML, Definitions.thing(group, logic, ""));
    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(422);
  }

  @Test
  void aSchemaWithThousandsOfFieldsIsServed() throws Exception {
    String fields =
        IntStream.range(0, 5_000)
            .mapToObj(i -> "f" + i + ": {type: string, maxLength: 5}")
            .collect(Collectors.joining(", "));
    Things things = definitions.things(fields);
    assertThat(things.create("t", "spec: {f4999: abc, g: dropped}").get("spec"))
        .isEqualTo(json("{'f4999':'abc'}"));
    assertThat(things.refused("u", "spec: {f4999: abcdef}")).hasSize(1);
  }

  @Test
  void aVersionThatIsThereTwiceIsRefusedForEachReason() throws Exception {
    String version =
        "- {name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object}}}\n";
    String twice =
        Definitions.thing(Definitions.group(), "Namespaced")
            + "  versions:\n  "
            + version
            + "  "
            + version;
    assertThat(definitions.refused(twice).stream().map(cause -> cause.replaceAll(" \\[.*]", "")))
        .containsExactly(
            "spec.versions: Invalid value:: must contain unique version names",
            "spec.versions: Invalid value:: must have exactly one version marked as storage version",
            "status.storedVersions: Invalid value:: must have the storage version v1");
  }

  @Test
  void aDefinitionThatIsTooLargeIsRefused() throws Exception {
    String description = "x".repeat(3 * 1024 * 1024);
    String large =
        Definitions.thing(
            Definitions.group(), "{type: object, description: " + description + "}", "");
    assertThat(admin.post(Definitions.PATH, Definitions.YAML, large).statusCode()).isEqualTo(413);
  }

  @Test
  void aPatternTakesTimeByTheLengthOfWhatItReads() throws Exception {
    Things things =
        definitions.things(
            "a: {type: string, pattern: '^(([a-z])+.)+[A-Z]([a-z])+$'}, b: {type: string, maxLength: 100000, x-kubernetes-validations: [{rule: '!self.matches(\"^(a+)+$\")'}]}");
    String evil = "a".repeat(10_000);
    assertThat(things.refused("t", "spec: {a: " + evil + "}")).hasSize(1);
    assertThat(things.post("u", "spec: {b: " + evil + "Z}").statusCode()).isEqualTo(201);
  }

  @Test
  void aPatternThatCannotBeReadIsRefused() throws Exception {
    for (String pattern : List.of("(", "(?=a)b", "a{1001}"))
      assertThat(
              definitions.refused(
                  Definitions.thing(
                      Definitions.group(),
                      Definitions.spec("a: {type: string, pattern: '" + pattern + "'}"),
                      "")))
          .singleElement()
          .asString()
          .contains("must be a valid regular expression, but isn't: error parsing regexp");
  }

  @Test
  void aRuleWhoseEstimateIsTooHighIsRefused() throws Exception {
    String rule = "self.all(x, self.all(y, self.all(z, x + y + z != \"\")))";
    assertThat(
            definitions.refused(
                Definitions.thing(
                    Definitions.group(),
                    Definitions.spec(
                        "a: {type: array, items: {type: string}, x-kubernetes-validations: [{rule: '"
                            + rule
                            + "'}]}"),
                    "")))
        .anySatisfy(
            cause -> assertThat(cause).contains("estimated rule cost exceeds budget by factor of"));
  }

  @Test
  void aRuleThatSpendsItsBudgetFailsTheWrite() throws Exception {
    String rules =
        IntStream.range(0, 6)
            .mapToObj(
                i -> "{rule: 'self.all(x, self.all(y, x == y || x != y || x > %d))'}".formatted(i))
            .collect(Collectors.joining(", "));
    Things things =
        definitions.things(
            "m: {type: array, maxItems: 200, items: {type: array, maxItems: 60, items: {type: integer}, x-kubernetes-validations: ["
                + rules
                + "]}}");
    String many =
        IntStream.range(0, 200)
            .mapToObj(_ ->
                IntStream.range(0, 60)
                    .mapToObj(Integer::toString)
                    .collect(Collectors.joining(",", "[", "]")))
            .collect(Collectors.joining(",", "[", "]"));
    assertThat(things.refused("t", "spec: {m: " + many + "}"))
        .last()
        .asString()
        .contains(
            "validation failed due to running out of cost budget, no further validation rules will be run");
    things.create("u", "spec: {m: [[1, 2]]}");
  }

  @Test
  void aRuleThatDoesNotCompileIsRefused() throws Exception {
    String deep = "(".repeat(400) + "true" + ")".repeat(400);
    for (String rule : List.of("self +", "nothing", "self == 1", deep))
      assertThat(
              definitions.refused(
                  Definitions.thing(
                      Definitions.group(),
                      Definitions.spec(
                          "a: {type: string, x-kubernetes-validations: [{rule: '" + rule + "'}]}"),
                      "")))
          .singleElement()
          .asString()
          .contains("compilation failed");
  }
}
