package pilothouse.builtins.networking;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import pilothouse.builtins.Findings;

class IngressTest {
  private static final Findings INGRESSES = Findings.in("networking.k8s.io/v1/ingresses");

  private static String withPath(String path) {
    return "{'spec':{'rules':[{'http':{'paths':[" + path + "]}}]}}";
  }

  @Test
  void anIngressLeadsSomewhere() {
    assertThat(INGRESSES.create("{'spec':{}}"))
        .containsExactly(
            "spec: Invalid value: null: either `defaultBackend` or `rules` must be specified");
  }

  @Test
  void aPathWithoutTypeIsNotLookedAtFurther() {
    assertThat(INGRESSES.create(withPath("{'path':'x'}")))
        .containsExactly(
            "spec.rules[0].http.paths[0].pathType: Required value: pathType must be specified");
  }

  @Test
  void exactPathsMayNotClimb() {
    String backend = "'backend':{'service':{'name':'a','port':{'number':1}}}";
    assertThat(INGRESSES.create(withPath("{'pathType':'Exact','path':'/a/..'," + backend + "}")))
        .containsExactly(
            "spec.rules[0].http.paths[0].path: Invalid value: \"/a/..\": cannot end with '/..'");
  }

  @Test
  void aBackendHasOnePort() {
    assertThat(INGRESSES.create("{'spec':{'defaultBackend':{'service':{'name':'a'}}}}"))
        .containsExactly("spec.defaultBackend: Required value: port name or number is required");
    String both = "{'service':{'name':'a','port':{'name':'x','number':1}}}";
    assertThat(INGRESSES.create("{'spec':{'defaultBackend':" + both + "}}"))
        .containsExactly(
            "spec.defaultBackend: Invalid value: \"\": cannot set both port name & port number");
  }

  @Test
  void aHostIsNoAddress() {
    assertThat(INGRESSES.create("{'spec':{'rules':[{'host':'1.2.3.4'}]}}"))
        .containsExactly(
            "spec.rules[0].host: Invalid value: \"1.2.3.4\": must be a DNS name, not an IP address");
  }

  @Test
  void theOldAnnotationMustAgreeOnlyWhenNew() {
    String ingress =
        """
        {'metadata':{'annotations':{'kubernetes.io/ingress.class':'b'}},
         'spec':{'ingressClassName':'a','rules':[{}]}}\
        """;
    assertThat(INGRESSES.create(ingress)).hasSize(1);
    assertThat(INGRESSES.update(ingress, ingress)).isEmpty();
  }

  @Test
  void theOldAnnotationAloneIsWarnedOf() {
    assertThat(
            INGRESSES.warnings(
                "{'metadata':{'annotations':{'kubernetes.io/ingress.class':'b'}},'spec':{}}"))
        .containsExactly(
            "annotation \"kubernetes.io/ingress.class\" is deprecated, please use"
                + " 'spec.ingressClassName' instead");
  }

  @Test
  void theScopeOfParametersHasItsDefaultThoughItIsAlwaysOnTheWire() {
    assertThat(
            Findings.in("networking.k8s.io/v1/ingressclasses")
                .create(
                    """
                    {'spec':{'controller':'a.io/b','parameters':
                      {'kind':'k','name':'n','scope':null,'namespace':'x'}}}\
                    """))
        .containsExactly(
            "spec.parameters.namespace: Forbidden: `parameters.scope` is set to 'Cluster'");
  }
}
