package pilothouse.server.filters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pilothouse.server.http.Query;
import pilothouse.server.http.RequestInfo;

class RequestInfosTest {
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      emptyValue = "",
      textBlock =
          """
          GET, /healthz, '', false, get, '', '', '', '', '', ''
          GET, /, '', false, get, '', '', '', '', '', ''
          OPTIONS, /api/v1, '', false, options, '', '', '', '', '', ''
          GET, /apis/apps/v1, '', false, get, '', '', '', '', '', ''
          GET, /api/v1/pods, '', true, list, '', v1, '', pods, '', ''
          GET, /api/v1/pods/, '', true, list, '', v1, '', pods, '', ''
          HEAD, /api/v1/pods, '', true, list, '', v1, '', pods, '', ''
          OPTIONS, /api/v1/pods, '', true, '', '', v1, '', pods, '', ''
          GET, /api/v1/pods, watch=true, true, watch, '', v1, '', pods, '', ''
          GET, /api/v1/pods, watch, true, watch, '', v1, '', pods, '', ''
          GET, /api/v1/pods, watch=0, true, list, '', v1, '', pods, '', ''
          GET, /api/v1/pods, fieldSelector=metadata.name%3Dx, true, list, '', v1, '', pods, '', x
          GET, /api/v1/pods, fieldSelector=metadata.name%3Da%2Fb, true, list, '', v1, '', pods, '', ''
          GET, /api/v1/namespaces, '', true, list, '', v1, '', namespaces, '', ''
          GET, /api/v1/namespaces/n, '', true, get, '', v1, n, namespaces, '', n
          PUT, /api/v1/namespaces/n/finalize, '', true, update, '', v1, n, namespaces, finalize, n
          GET, /api/v1/namespaces/n/pods/p/log, '', true, get, '', v1, n, pods, log, p
          POST, /api/v1/namespaces/n/pods, '', true, create, '', v1, n, pods, '', ''
          PATCH, /apis/apps/v1/namespaces/n/deployments/d/scale, '', true, patch, apps, v1, n, deployments, scale, d
          DELETE, /apis/apps/v1/namespaces/n/deployments, '', true, deletecollection, apps, v1, n, deployments, '', ''
          DELETE, /apis/apps/v1/namespaces/n/deployments/d, '', true, delete, apps, v1, n, deployments, '', d
          GET, /api/v1/watch/namespaces/n/pods/p, '', true, watch, '', v1, n, pods, '', p
          GET, /api/v1/proxy/namespaces/n/pods/p/x, '', true, proxy, '', v1, n, pods, '', p
          """)
  void aPathAndAMethodSayWhatIsAskedFor(
      String method,
      String path,
      String query,
      boolean resourceRequest,
      String verb,
      String group,
      String version,
      String namespace,
      String resource,
      String subresource,
      String name) {
    RequestInfo info = RequestInfos.of(method, path, Query.parse(query));
    assertThat(info.resourceRequest()).isEqualTo(resourceRequest);
    assertThat(info.verb()).isEqualTo(verb);
    assertThat(info.group()).isEqualTo(group);
    assertThat(info.version()).isEqualTo(version);
    assertThat(info.namespace()).isEqualTo(namespace);
    assertThat(info.resource()).isEqualTo(resource);
    assertThat(info.subresource()).isEqualTo(subresource);
    assertThat(info.name()).isEqualTo(name);
  }

  @Test
  void aSpecialVerbAloneAsksForNothing() {
    assertThatThrownBy(() -> RequestInfos.of("GET", "/api/v1/watch", Query.NONE))
        .isInstanceOf(RequestInfos.Undetermined.class)
        .hasMessage("unable to determine kind and namespace from url, /api/v1/watch");
  }
}
