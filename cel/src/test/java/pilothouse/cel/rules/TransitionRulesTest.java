package pilothouse.cel.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TransitionRulesTest {
  private static final String NO_CHANGE =
      "'x-kubernetes-validations':[{'rule':'self == oldSelf','message':'may not change'}]";

  @Test
  void aRuleAboutTheOldValueRunsOnlyWhereThereIsOne() {
    Ruled ruled =
        Ruled.spec("{'type':'object','properties':{'a':{'type':'string'," + NO_CHANGE + "}}}");
    assertThat(ruled.create("{'a':'x'}")).isEmpty();
    assertThat(ruled.update("{}", "{'a':'x'}")).isEmpty();
    assertThat(ruled.update("{'a':'x'}", "{'a':'x'}")).isEmpty();
    assertThat(ruled.update("{'a':'x'}", "{'a':'y'}"))
        .containsExactly("spec.a: Invalid value: \"y\": may not change");
  }

  @Test
  void itemsOfMapListsAreFoundByTheirKeys() {
    Ruled ruled =
        Ruled.spec(
            "{'type':'array','x-kubernetes-list-type':'map','x-kubernetes-list-map-keys':['k'],'items':{'type':'object','properties':"
                + "{'k':{'type':'string'},'v':{'type':'string',"
                + NO_CHANGE
                + "}}}}");
    assertThat(
            ruled.update(
                "[{'k':'a','v':'1'},{'k':'b','v':'2'}]", "[{'k':'b','v':'2'},{'k':'a','v':'1'}]"))
        .isEmpty();
    assertThat(ruled.update("[{'k':'a','v':'1'}]", "[{'k':'c','v':'9'},{'k':'a','v':'2'}]"))
        .containsExactly("spec[1].v: Invalid value: \"2\": may not change");
  }

  @Test
  void entriesOfMapsAreFoundByTheirNames() {
    Ruled ruled =
        Ruled.spec("{'type':'object','additionalProperties':{'type':'string'," + NO_CHANGE + "}}");
    assertThat(ruled.update("{'a':'1'}", "{'a':'2','b':'3'}"))
        .containsExactly("spec[a]: Invalid value: \"2\": may not change");
  }

  @Test
  void anOptionalOldValueIsNoneOnCreate() {
    Ruled ruled =
        Ruled.spec(
            "{'type':'string','maxLength':9,'x-kubernetes-validations':[{'rule':'oldSelf.hasValue() ? self == oldSelf.value() : self.size() > 1',"
                + "'optionalOldSelf':true,'message':'no'}]}");
    assertThat(ruled.create("'ab'")).isEmpty();
    assertThat(ruled.create("'a'")).containsExactly("spec: Invalid value: \"a\": no");
    assertThat(ruled.update("'ab'", "'cd'")).containsExactly("spec: Invalid value: \"cd\": no");
    assertThat(ruled.update("'ab'", "'ab'")).isEmpty();
  }

  @Test
  void whatFailedBeforeIsToleratedWithAWarning() {
    Ruled ruled =
        Ruled.spec(
            "{'type':'object','properties':{'a':{'type':'string','x-kubernetes-validations':[{'rule':'self.size() > 3'}]},'b':{'type':'string'}}}");
    assertThat(ruled.create("{'a':'x'}")).isNotEmpty();
    assertThat(ruled.update("{'a':'x'}", "{'a':'x','b':'y'}")).isEmpty();
    assertThat(ruled.tolerated("{'a':'x'}", "{'a':'x','b':'y'}"))
        .containsExactly("spec.a: Invalid value: \"x\": failed rule: self.size() > 3");
    assertThat(ruled.update("{'a':'x'}", "{'a':'y'}")).hasSize(1);
  }

  @Test
  void itemsOfOtherListsAreToleratedOnlyWithTheirList() {
    Ruled ruled =
        Ruled.spec(
            "{'type':'array','items':{'type':'integer','x-kubernetes-validations':[{'rule':'self > 0'}]}}");
    assertThat(ruled.update("[0,1]", "[0,1]")).isEmpty();
    assertThat(ruled.update("[0,1]", "[0,2]"))
        .containsExactly("spec[0]: Invalid value: 0: failed rule: self > 0");
  }

  @Test
  void aRuleThatLooksAtTheOldValueIsNotTolerated() {
    Ruled ruled =
        Ruled.spec(
            "{'type':'integer','x-kubernetes-validations':[{'rule':'self > oldSelf','message':'must grow'}]}");
    assertThat(ruled.update("1", "1")).containsExactly("spec: Invalid value: 1: must grow");
  }
}
