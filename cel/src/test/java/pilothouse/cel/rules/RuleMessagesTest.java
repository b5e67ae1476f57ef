package pilothouse.cel.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleMessagesTest {
  private static Ruled integer(String more) {
    return Ruled.spec(
        "{'type':'integer','x-kubernetes-validations':[{'rule':'self > 5'" + more + "}]}");
  }

  @Test
  void aRuleWithoutMessageTellsItself() {
    assertThat(integer("").create("1"))
        .containsExactly("spec: Invalid value: 1: failed rule: self > 5");
  }

  @Test
  void theMessageIsTrimmed() {
    assertThat(integer(",'message':' too small '").create("1"))
        .containsExactly("spec: Invalid value: 1: too small");
  }

  @Test
  void aMessageExpressionWinsOverTheMessage() {
    Ruled ruled = integer(",'message':'m','messageExpression':'string(self) + string(1)'");
    assertThat(ruled.create("1")).containsExactly("spec: Invalid value: 1: 11");
  }

  @ParameterizedTest
  @CsvSource({
    "string(1 / (self - 1))",
    "string(self).substring(1)",
    "string(self) + string([1][self])"
  })
  void aMessageExpressionThatWillNotDoGivesWayToTheMessage(String expression) {
    assertThat(integer(",'message':'m','messageExpression':'" + expression + "'").create("1"))
        .containsExactly("spec: Invalid value: 1: m");
  }

  @ParameterizedTest
  @CsvSource({
    "FieldValueInvalid, 'spec: Invalid value: 1: no'",
    "FieldValueForbidden, 'spec: Forbidden: no'",
    "FieldValueRequired, 'spec: Required value: no'",
    "FieldValueDuplicate, 'spec: Duplicate value: 1'"
  })
  void theReasonDecidesTheKindOfTheError(String reason, String told) {
    assertThat(integer(",'message':'no','reason':'" + reason + "'").create("1"))
        .containsExactly(told);
  }

  @Test
  void theFieldPathMovesTheError() {
    Ruled ruled =
        Ruled.spec(
            "{'type':'object','properties':{'a':{'type':'object','properties':{'b-c':{'type':'string'}}}},'x-kubernetes-validations':"
                + "[{'rule':'false','message':'no','fieldPath':'.a.b-c'}]}");
    assertThat(ruled.create("{}")).containsExactly("spec.a.b-c: Invalid value: no");
  }

  @Test
  void anObjectIsLeftOutOfTheMessage() {
    Ruled ruled =
        Ruled.spec(
            "{'type':'object','x-kubernetes-validations':[{'rule':'false','message':'no','reason':'FieldValueDuplicate'}]}");
    assertThat(ruled.create("{}")).containsExactly("spec: Duplicate value");
  }

  @Test
  void theWholeObjectHasNoPlace() {
    Ruled ruled =
        Ruled.whole(
            "{'type':'integer'}",
            "[{'rule':'self.spec > 5','message':'no'},{'rule':'self.spec > 5','message':'nor','fieldPath':'.spec'},"
                + "{'rule':'self.spec / 0 == 1'}]");
    assertThat(ruled.create("1"))
        .containsExactly(
            "<nil>: Invalid value: no",
            "spec: Invalid value: nor",
            "<nil>: Invalid value: \"object\": division by zero evaluating rule: self.spec / 0 == 1");
  }

  @Test
  void theMetadataOfAResourceIsVisibleThoughNoSchemaDescribesIt() {
    Ruled ruled =
        Ruled.whole(
            "{'type':'integer'}",
            "[{'rule':'self.metadata.name.startsWith(self.kind)','messageExpression':'self.apiVersion + self.metadata.name'}]");
    assertThat(ruled.create("1")).containsExactly("<nil>: Invalid value: a/v1n");
  }
}
