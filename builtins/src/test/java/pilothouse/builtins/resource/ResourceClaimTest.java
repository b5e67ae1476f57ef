package pilothouse.builtins.resource;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import pilothouse.builtins.Findings;

class ResourceClaimTest {
  private static final Findings CLAIMS = Findings.in("resource.k8s.io/v1/resourceclaims");
  private static final String NOT_A_REQUEST =
      "must be the name of a request in the claim or the name of a request and a subrequest"
          + " separated by '/'";

  private static String devices(String devices) {
    return "{'spec':{'devices':{" + devices + "}}}";
  }

  @Test
  void aRequestIsForOneClassOrTheFirstOfSeveral() {
    assertThat(CLAIMS.create(devices("'requests':[{'name':'a'}]")))
        .containsExactly(
            "spec.devices.requests[0]: Required value: exactly one of `exactly` or `firstAvailable`"
                + " is required");
  }

  @Test
  void allDevicesAreNotCounted() {
    assertThat(
            CLAIMS.create(
                devices(
                    "'requests':[{'name':'a','exactly':"
                        + "{'deviceClassName':'c','allocationMode':'All','count':1}}]")))
        .containsExactly(
            "spec.devices.requests[0].exactly.count: Invalid value: 1: must not be specified when"
                + " allocationMode is 'All'");
  }

  @Test
  void constraintsNameRequestsAndTheirAlternatives() {
    String requests =
        "'requests':[{'name':'a','firstAvailable':[{'name':'b','deviceClassName':'c'}]}]";
    String constraint = "{'matchAttribute':'d.e/f','requests':['a','a/b','a/x']}";
    assertThat(CLAIMS.create(devices(requests + ",'constraints':[" + constraint + "]")))
        .containsExactly(
            "spec.devices.constraints[0].requests[2]: Invalid value: \"a/x\": " + NOT_A_REQUEST);
  }

  @Test
  void whatAClaimAsksForStays() {
    String one = devices("'requests':[{'name':'a','exactly':{'deviceClassName':'c'}}]");
    assertThat(CLAIMS.update(one, one.replace("'c'", "'d'")))
        .singleElement()
        .asString()
        .startsWith("spec: Invalid value: {\"Devices\":{\"Requests\":[{\"Name\":\"a\"")
        .endsWith("field is immutable");
  }
}
