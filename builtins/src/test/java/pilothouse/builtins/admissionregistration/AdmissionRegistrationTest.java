package pilothouse.builtins.admissionregistration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import pilothouse.builtins.Findings;

class AdmissionRegistrationTest {
  private static final String GROUP = "admissionregistration.k8s.io/v1/";
  private static final Findings WEBHOOKS = Findings.in(GROUP + "validatingwebhookconfigurations");
  private static final Findings POLICIES = Findings.in(GROUP + "validatingadmissionpolicies");
  private static final Findings MUTATIONS = Findings.in(GROUP + "mutatingadmissionpolicies");
  private static final Findings BINDINGS = Findings.in(GROUP + "validatingadmissionpolicybindings");
  private static final String RULE =
      "{'operations':['CREATE'],'apiGroups':['*'],'apiVersions':['*'],'resources':['pods']}";

  private static String webhook(String more) {
    return "{'webhooks':[{'name':'a.b.c','sideEffects':'None','admissionReviewVersions':['v1'],"
        + more
        + "}]}";
  }

  private static String toUrl(String url) {
    return webhook("'clientConfig':{'url':'" + url + "'}");
  }

  @Test
  void anEmptyWebhookLacksFourThings() {
    assertThat(WEBHOOKS.create("{'webhooks':[{}]}"))
        .containsExactly(
            "webhooks[0].name: Required value",
            "webhooks[0].sideEffects: Required value: must specify one of None, NoneOnDryRun",
            "webhooks[0].clientConfig: Required value: exactly one of url or service is required",
            "webhooks[0].admissionReviewVersions: Required value: must specify one of v1, v1beta1");
  }

  @Test
  void webhooksAreCalledOverHttpsWithoutQuery() {
    assertThat(WEBHOOKS.create(toUrl("https://h/p"))).isEmpty();
    assertThat(WEBHOOKS.create(toUrl("http://h?q=1")))
        .containsExactly(
            "webhooks[0].clientConfig.url: Invalid value: \"http\": 'https' is the only allowed URL"
                + " scheme; desired format: https://host[/path]",
            "webhooks[0].clientConfig.url: Invalid value: \"q=1\": query parameters are not"
                + " permitted in the URL");
  }

  @Test
  void pathsOfServicesHaveSegments() {
    assertThat(
            WEBHOOKS.create(
                webhook("'clientConfig':{'service':{'name':'a','namespace':'b','path':'/x//y'}}")))
        .containsExactly(
            "webhooks[0].clientConfig.service.path: Invalid value: \"/x//y\": segment[1] may not be"
                + " empty");
  }

  @Test
  void resourcesThatAnEarlierOneCoversAreRefused() {
    String rule = RULE.replace("['pods']", "['pods/*','pods/log','*/scale','a/scale']");
    assertThat(
            WEBHOOKS.create(webhook("'clientConfig':{'url':'https://h'},'rules':[" + rule + "]")))
        .containsExactly(
            "webhooks[0].rules[0].resources[1]: Invalid value: \"pods/log\": if 'pods/*' is present,"
                + " must not specify pods/log",
            "webhooks[0].rules[0].resources[3]: Invalid value: \"a/scale\": if '*/scale' is present,"
                + " must not specify a/scale");
  }

  @Test
  void aPolicyMatchesAndDoesSomething() {
    assertThat(POLICIES.create("{'metadata':{'name':'p'},'spec':{}}"))
        .containsExactly(
            "spec.matchConstraints: Required value",
            "spec.validations: Required value: validations or auditAnnotations must contain at least"
                + " one item",
            "spec.auditAnnotations: Required value: validations or auditAnnotations must contain at"
                + " least one item");
  }

  @Test
  void keysOfAuditAnnotationsArePrefixedWithThePolicy() {
    assertThat(
            POLICIES.create(
                """
                {'metadata':{'name':'p'},'spec':{'matchConstraints':{'resourceRules':[%s]},
                 'auditAnnotations':[{'key':'a b','valueExpression':'1'}]}}\
                """
                    .formatted(RULE)))
        .singleElement()
        .asString()
        .startsWith("spec.auditAnnotations[0].key: Invalid value: \"p/a b\": name part must");
  }

  @Test
  void deletionsAreNotMutated() {
    assertThat(
            MUTATIONS.create(
                """
                {'metadata':{'name':'p'},'spec':{'matchConstraints':{'resourceRules':[%s]},
                 'reinvocationPolicy':'Never',
                 'mutations':[{'patchType':'JSONPatch','jsonPatch':{'expression':'[]'}}]}}\
                """
                    .formatted(RULE.replace("CREATE", "DELETE"))))
        .containsExactly(
            "spec.matchConstraints.resourceRules.operations: Unsupported value: \"DELETE\":"
                + " supported values: \"*\", \"CONNECT\", \"CREATE\", \"UPDATE\"");
  }

  @Test
  void aBindingNamesItsParametersInOneWay() {
    assertThat(
            BINDINGS.create(
                """
                {'spec':{'policyName':'p','validationActions':['Deny'],'paramRef':
                  {'name':'n','selector':{},'parameterNotFoundAction':'Deny'}}}\
                """))
        .containsExactly(
            "spec.paramRef.name: Forbidden: name and selector are mutually exclusive",
            "spec.paramRef.selector: Forbidden: name and selector are mutually exclusive");
  }

  @Test
  void whatIsDeniedIsNotWarnedOf() {
    assertThat(BINDINGS.create("{'spec':{'policyName':'p','validationActions':['Deny','Warn']}}"))
        .singleElement()
        .asString()
        .contains("[\"Deny\",\"Warn\"]: must not contain both Deny and Warn");
  }
}
