package pilothouse.builtins;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import pilothouse.api.schema.StructType;
import pilothouse.builtins.table.FieldDocs;

class RuntimeConfigTest {
  @Test
  void theDefaultServesAll() {
    assertThat(served(Map.of())).hasSize(68);
  }

  @Test
  void aVersionCanBeTurnedOff() {
    assertThat(served(Map.of("apps/v1", "false"))).noneMatch(r -> r.startsWith("apps/"));
    assertThat(served(Map.of("api/v1", "false"))).contains("apps/v1/deployments").hasSize(51);
  }

  @Test
  void aResourceOutweighsItsVersionAndItsVersionAll() {
    assertThat(served(Map.of("api/all", "false", "apps/v1", "true", "apps/v1/daemonsets", "false")))
        .containsExactly(
            "apps/v1/controllerrevisions",
            "apps/v1/deployments",
            "apps/v1/replicasets",
            "apps/v1/statefulsets");
  }

  @Test
  void whatNobodyKnowsIsAnError() {
    assertThat(new RuntimeConfig(Map.of("nothing/v1", "true", "apps/v1", "yes")).errors())
        .containsExactly("runtime-config invalid value apps/v1=yes", "unknown api groups nothing");
  }

  private static List<String> served(Map<String, String> settings) {
    var config = new RuntimeConfig(settings);
    return Builtins.definitions(
            kind -> new StructType(kind.kind(), List.of(), false, true),
            new Strategies(Map.of()),
            FieldDocs.NONE)
        .stream()
        .filter(config::serves)
        .map(d -> d.groupVersion() + "/" + d.names().plural())
        .toList();
  }
}
