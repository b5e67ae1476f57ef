package pilothouse.api.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScalarTextsTest {
  @ParameterizedTest
  @CsvSource({
    "0,0",
    "0m,0",
    "1,1",
    "1000,1k",
    "1500,1500",
    "0.5,500m",
    "1.5,1500m",
    "100m,100m",
    "1000m,1",
    "1.5Gi,1536Mi",
    "1024Mi,1Gi",
    "1Ki,1Ki",
    "1023,1023",
    "0.5Ki,512",
    "1e3,1e3",
    "1E3,1e3",
    "12e6,12e6",
    "1234e-3,1234e-3",
    "-1.5,-1500m",
    "+1,1",
    ".5,500m",
    "5.,5",
    "0.0000000001,1n",
    "10E,9223372036854775807",
    "1000Ki,1000Ki",
    "1M,1M",
    "1000000,1M",
    "001,1",
    "1500k,1500k",
    "2000k,2M"
  })
  void quantitiesComeOutWithTheLargestSuffixThatFits(String given, String canonical) {
    assertThat(QuantityText.canonical(given)).isEqualTo(canonical);
    assertThat(QuantityText.canonical(canonical)).isEqualTo(canonical);
  }

  @ParameterizedTest
  @CsvSource({"''", "x", "1x", "1!", "--1", "1.2.3", "true"})
  void whatIsNoQuantityIsRefused(String given) {
    assertThatThrownBy(() -> QuantityText.canonical(given))
        .hasMessage(
            "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'");
  }

  @ParameterizedTest
  @CsvSource({
    "2024-01-02T03:04:05Z,2024-01-02T03:04:05Z",
    "2024-01-02T03:04:05.999Z,2024-01-02T03:04:05Z",
    "2024-01-02T03:04:05+02:00,2024-01-02T01:04:05Z",
    "0001-01-01T00:00:00Z,''"
  })
  void timesComeOutInUtcWithWholeSeconds(String given, String canonical) {
    assertThat(GoTime.canonical(given, false)).isEqualTo(canonical);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "junk|parsing time \"junk\" as \"2006-01-02T15:04:05Z07:00\": cannot parse \"junk\" as \"2006\"",
        "2024-13-01T00:00:00Z|parsing time \"2024-13-01T00:00:00Z\": month out of range",
        "2024-02-30T00:00:00Z|parsing time \"2024-02-30T00:00:00Z\": day out of range",
        "2024-02-03|parsing time \"2024-02-03\" as \"2006-01-02T15:04:05Z07:00\": cannot parse \"\" as \"T\"",
        "2024-02-03T00:00:00|parsing time \"2024-02-03T00:00:00\" as \"2006-01-02T15:04:05Z07:00\": cannot parse \"\" as \"Z07:00\"",
      })
  void whatIsNoTimeIsRefusedInGosWords(String given, String message) {
    assertThatThrownBy(() -> GoTime.canonical(given, false)).hasMessage(message);
  }
}
