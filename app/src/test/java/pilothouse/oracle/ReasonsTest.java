package pilothouse.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReasonsTest {
  @Test
  void everyKnownDifferenceHasAReasonInWords() throws Exception {
    assertThat(Files.readAllLines(KnownDifferences.FILE).stream().skip(1))
        .allMatch(row -> row.split("\t", 3)[2].contains(" | "))
        .noneMatch(row -> row.split("\t", 3)[2].startsWith(Reasons.UNKNOWN));
  }

  @Test
  void theFirstRuleThatFitsTells() throws Exception {
    assertThat(Reasons.load().of("core-namespaces-life", List.of("/body: want pod-security got x")))
        .isEqualTo(
            "admission plugin PodSecurity is not there yet | /body: want pod-security got x");
  }
}
