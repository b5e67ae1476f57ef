package pilothouse.apiextensions.conversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pilothouse.api.json.JsonReader;
import pilothouse.api.tree.ObjectNode;

/// Where a webhook is dialed that is named by a service.
final class TargetTest {
  private static final ObjectNode HOOK =
      tree("{\"namespace\":\"ops\",\"name\":\"hook\",\"path\":\"/convert\",\"port\":8443}");

  private static ObjectNode tree(String json) {
    return JsonReader.tree(json.getBytes(java.nio.charset.StandardCharsets.UTF_8)).object();
  }

  private static Target target(String spec) throws WebhookFailure {
    return Target.of(
        HOOK,
        (namespace, name) -> {
          assertThat(namespace + "/" + name).isEqualTo("ops/hook");
          return spec.isEmpty() ? Optional.empty() : Optional.of(tree("{\"spec\":" + spec + "}"));
        });
  }

  @Test
  void aServiceIsDialedAtItsAddressAndCalledByItsName() throws Exception {
    Target target =
        target("{\"type\":\"ClusterIP\",\"clusterIP\":\"10.0.0.7\",\"ports\":[{\"port\":8443}]}");
    assertThat(target.called()).isEqualTo(URI.create("https://hook.ops.svc:8443/convert"));
    assertThat(target.dialed()).isEqualTo(URI.create("https://10.0.0.7:8443/convert"));
    assertThat(target.serverName()).isEqualTo("hook.ops.svc");
  }

  @Test
  void anAddressOfIpv6StandsInBrackets() throws Exception {
    Target target =
        target("{\"type\":\"NodePort\",\"clusterIP\":\"fd00::7\",\"ports\":[{\"port\":8443}]}");
    assertThat(target.dialed()).isEqualTo(URI.create("https://[fd00::7]:8443/convert"));
  }

  @Test
  void anExternalNameIsDialedAtTheAddressItHas() throws Exception {
    Target target = target("{\"type\":\"ExternalName\",\"externalName\":\"127.0.0.1\"}");
    assertThat(target.dialed()).isEqualTo(URI.create("https://127.0.0.1:8443/convert"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``|service "hook" not found
          {"clusterIP":"None"}|cannot route to service with ClusterIP "None"
          {"clusterIP":"10.0.0.7","ports":[{"port":80}]}|no service port 8443 found for service "hook"
          {"type":"Odd"}|unsupported service type "Odd"
          """)
  void whatLeadsNowhereIsToldInUpstreamsWords(String spec, String why) {
    assertThatThrownBy(() -> target(spec))
        .hasMessage("Post \"https://hook.ops.svc:8443/convert?timeout=30s\": " + why);
  }
}
