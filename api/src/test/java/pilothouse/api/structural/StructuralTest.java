package pilothouse.api.structural;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import pilothouse.api.json.JsonReader;
import pilothouse.api.tree.Node;
import pilothouse.api.tree.ObjectNode;
import pilothouse.api.validation.FieldError;

final class StructuralTest {
  private static final Schema THING =
      schema(
          "{'type':'object','properties':{'spec':{'type':'object','properties':{"
              + "'n':{'type':'integer','maximum':3},"
              + "'d':{'type':'string','default':'x'},"
              + "'null':{'type':'string','nullable':true},"
              + "'keep':{'type':'object','x-kubernetes-preserve-unknown-fields':true,"
              + "'properties':{'sub':{'type':'object','properties':{'y':{'type':'string'}}}}},"
              + "'map':{'type':'array','x-kubernetes-list-type':'map','x-kubernetes-list-map-keys':['k'],"
              + "'items':{'type':'object','required':['k'],'properties':{'k':{'type':'string'},'v':{'type':'integer','maximum':3}}}},"
              + "'list':{'type':'array','items':{'type':'integer','maximum':3}}}}}}");

  @Test
  void whatTheSchemaDoesNotNameIsPruned() {
    var pruned = Pruning.prune(object("{'spec':{'n':1,'u':{'v':1}},'top':1}"), THING);

    assertThat(pruned.object()).isEqualTo(object("{'spec':{'n':1}}"));
    assertThat(pruned.unknown()).containsExactly("spec.u", "top");
  }

  @Test
  void preservedMembersStayButKnownOnesArePruned() {
    var pruned =
        Pruning.prune(object("{'spec':{'keep':{'u':{'v':1},'sub':{'y':'1','z':2}}}}"), THING);

    assertThat(pruned.object())
        .isEqualTo(object("{'spec':{'keep':{'u':{'v':1},'sub':{'y':'1'}}}}"));
  }

  @Test
  void defaultsStandWhereTheirParentIs() {
    assertThat(Defaulting.fill(object("{'spec':{}}"), THING))
        .isEqualTo(object("{'spec':{'d':'x'}}"));
    assertThat(Defaulting.fill(object("{}"), THING)).isEqualTo(object("{}"));
  }

  @Test
  void aNullIsDroppedOrDefaultedUnlessItIsAllowed() {
    ObjectNode nulls = object("{'spec':{'n':null,'d':null,'null':null}}");

    Node filled = Defaulting.fill(Defaulting.withoutNulls(nulls, THING), THING);

    assertThat(filled).isEqualTo(object("{'spec':{'d':'x','null':null}}"));
  }

  @Test
  void aValueThatWasWrongBeforeAndStaysIsForgiven() {
    ObjectNode old = object("{'spec':{'n':9,'d':'a'}}");

    assertThat(Validation.check(object("{'spec':{'n':9,'d':'b'}}"), old, THING)).isEmpty();
    assertThat(texts(Validation.check(object("{'spec':{'n':8}}"), old, THING)))
        .containsExactly(
            "spec.n: Invalid value: 8: spec.n in body should be less than or equal to 3");
  }

  @Test
  void itemsOfListMapsCorrespondByTheirKeysAndOthersNotAtAll() {
    ObjectNode old = object("{'spec':{'map':[{'k':'a','v':9}],'list':[9]}}");

    ObjectNode reordered = object("{'spec':{'map':[{'k':'b','v':1},{'k':'a','v':9}]}}");
    assertThat(Validation.check(reordered, old, THING)).isEmpty();
    assertThat(Validation.check(object("{'spec':{'list':[9,1]}}"), old, THING)).hasSize(1);
  }

  @Test
  void aKeyThatIsThereTwiceIsTold() {
    assertThat(texts(ListTypes.check(object("{'spec':{'map':[{'k':'a'},{'k':'a'}]}}"), THING)))
        .containsExactly("spec.map[1]: Duplicate value: {\"k\":\"a\"}");
  }

  @Test
  void wholeNumbersAreComparedExactly() {
    Schema big = schema("{'type':'object','properties':{'i':{'type':'integer'}}}");

    assertThat(Validation.check(object("{'i':9223372036854775807}"), big)).isEmpty();
    assertThat(texts(Validation.check(object("{'i':9223372036854775808}"), big)))
        .containsExactly(
            "i: Invalid value: \"number\": i in body must be of type integer: \"number\"",
            "<nil>: Invalid value: \"\": Checked value must be of type integer (default format) in i");
  }

  @Test
  void aPatternThatWouldTakeForEverElsewhereTakesLinearTime() {
    Schema evil =
        schema("{'type':'object','properties':{'s':{'type':'string','pattern':'^(a+)+$'}}}");
    String text = "a".repeat(50_000) + "!";

    Assertions.assertThatCode(() ->
            org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(
                Duration.ofMinutes(1), () -> Validation.check(ObjectNode.of("s", text), evil)))
        .doesNotThrowAnyException();
  }

  private static List<String> texts(List<FieldError> errors) {
    return errors.stream().map(FieldError::toString).toList();
  }

  private static Schema schema(String json) {
    return SchemaReader.read(object(json));
  }

  private static ObjectNode object(String json) {
    byte[] bytes = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    return JsonReader.tree(bytes).object();
  }
}
