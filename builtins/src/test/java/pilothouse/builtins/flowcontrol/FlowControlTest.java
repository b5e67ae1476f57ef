package pilothouse.builtins.flowcontrol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import pilothouse.builtins.Findings;

class FlowControlTest {
  private static final Findings SCHEMAS =
      Findings.in("flowcontrol.apiserver.k8s.io/v1/flowschemas");
  private static final Findings LEVELS =
      Findings.in("flowcontrol.apiserver.k8s.io/v1/prioritylevelconfigurations");

  private static String withRule(String rule) {
    return "{'spec':{'priorityLevelConfiguration':{'name':'l'},'rules':[" + rule + "]}}";
  }

  @Test
  void whatIsSuggestedIsRight() {
    for (var object : SuggestedFlows.all())
      assertThat(
              (object.get("kind").text().equals("FlowSchema") ? SCHEMAS : LEVELS)
                  .create(object.toString()))
          .isEmpty();
  }

  @Test
  void theFixedOnesStayAsTheyAre() {
    assertThat(
            LEVELS.create(
                """
                {'metadata':{'name':'catch-all'},'spec':{'type':'Limited','limited':
                  {'limitResponse':{'type':'Reject'}}}}\
                """))
        .singleElement()
        .asString()
        .startsWith("spec: Invalid value: {\"Type\":\"Limited\",\"Limited\":")
        .endsWith("spec of 'catch-all' must equal the fixed value");
  }

  @Test
  void exemptIsTheTypeOfOneLevel() {
    assertThat(LEVELS.create("{'metadata':{'name':'l'},'spec':{'type':'Exempt'}}"))
        .containsExactly(
            "spec.type: Invalid value: \"Exempt\": must be 'Exempt' if and only if `name` is"
                + " 'exempt'");
  }

  @Test
  void aHandMustFitIntoTheHash() {
    assertThat(
            LEVELS.create(
                """
                {'spec':{'type':'Limited','limited':{'limitResponse':{'type':'Queue','queuing':
                  {'queues':10000,'handSize':9}}}}}\
                """))
        .containsExactly(
            "spec.limited.limitResponse.queuing.handSize: Invalid value: 9: required entropy bits"
                + " of deckSize 10000 and handSize 9 should not be greater than 60");
  }

  @Test
  void aRuleSaysWhoAndWhat() {
    assertThat(SCHEMAS.create(withRule("{}")))
        .containsExactly(
            "spec.rules[0].subjects: Required value: subjects must contain at least one value",
            "spec.rules[0]: Required value: at least one of resourceRules and nonResourceRules has"
                + " to be non-empty");
  }

  @Test
  void unknownVerbsAreShownAsTheWholeList() {
    assertThat(
            SCHEMAS.create(
                withRule(
                    """
                    {'subjects':[{'kind':'User','user':{'name':'u'}}],'nonResourceRules':
                      [{'verbs':['get','look'],'nonResourceURLs':['*']}]}\
                    """)))
        .singleElement()
        .asString()
        .startsWith(
            "spec.rules[0].nonResourceRules[0].verbs: Unsupported value: [\"get\",\"look\"]:"
                + " supported values: \"create\", \"delete\"");
  }

  @Test
  void starsEndPaths() {
    assertThat(
            SCHEMAS.create(
                withRule(
                    """
                    {'subjects':[{'kind':'User','user':{'name':'u'}}],'nonResourceRules':
                      [{'verbs':['get'],'nonResourceURLs':['/a/*','/a*','/','//','b']}]}\
                    """)))
        .containsExactly(
            "spec.rules[0].nonResourceRules[0].nonResourceURLs[1]: Invalid value: \"/a*\": wildcard"
                + " can only do suffix matching",
            "spec.rules[0].nonResourceRules[0].nonResourceURLs[3]: Invalid value: \"//\": must not"
                + " contain double slash",
            "spec.rules[0].nonResourceRules[0].nonResourceURLs[4]: Invalid value: \"b\": must start"
                + " with slash");
  }
}
