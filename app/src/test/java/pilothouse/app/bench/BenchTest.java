package pilothouse.app.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pilothouse.wire.ServerUnderTest;

class BenchTest {
  @Test
  void wordsSayWhatIsMeasured() {
    var settings = Settings.of(List.of("store", "--share", "10", "--only", "put,open"));

    assertThat(settings.subject()).isEqualTo("store");
    assertThat(settings.some(2_000)).isEqualTo(200);
    assertThat(settings.wants("open with 100,000 objects")).isTrue();
    assertThat(settings.wants("sync")).isFalse();
  }

  @Test
  void anUnknownFlagIsNamed() {
    assertThatThrownBy(() -> Settings.of(List.of("--speed", "9")))
        .hasMessage("there is no flag --speed");
  }

  @Test
  void aRunningServerIsMeasuredRowByRow(@TempDir Path folder) throws Exception {
    Path out = folder.resolve("rows");
    try (var server = ServerUnderTest.start("--disable-admission-plugins=ServiceAccount")) {
      var settings =
          Settings.of(
              List.of(
                  "--share", "1", "--out", out.toString(), "--only", "create,get,list,watch by 5"));
      try (var report = new Report(settings)) {
        var process = new Process(ProcessHandle.current().pid());
        new ServerBench(settings, report, ApiClient.of(server.kubeconfig()), process).run();
      }
    }

    assertThat(Files.readAllLines(out))
        .hasSize(12)
        .allSatisfy(line -> assertThat(line).contains("\"failed\":0,").contains("\"perSecond\":"));
  }

  @Test
  void definitionsAreMeasuredFigureByFigure(@TempDir Path folder) throws Exception {
    Path out = folder.resolve("figures");
    try (var server = ServerUnderTest.start()) {
      var settings = Settings.of(List.of("crds", "--share", "1", "--out", out.toString()));
      var client = ApiClient.of(server.kubeconfig());
      new DefinitionBench(settings, new Figures(settings), client, Process.UNKNOWN).run();
    }

    assertThat(Files.readAllLines(out))
        .first()
        .asString()
        .startsWith("{\"figure\":\"5 definitions, the last one served\",\"value\":");
    assertThat(Files.readAllLines(out)).hasSize(8);
  }
}
