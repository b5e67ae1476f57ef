package pilothouse.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class GoDurationTest {
  @Test
  void durationsAreReadAsGoReadsThem() {
    assertThat(GoDuration.parse("1h2m3.5s")).isEqualTo(Duration.parse("PT1H2M3.5S"));
    assertThat(GoDuration.parse("-1s")).isEqualTo(Duration.ofSeconds(-1));
    assertThat(GoDuration.parse("0")).isEqualTo(Duration.ZERO);
    assertThat(GoDuration.parse(".5ms")).isEqualTo(Duration.ofNanos(500_000));
  }

  @Test
  void whatIsNoneIsToldInGosWords() {
    assertThatThrownBy(() -> GoDuration.parse("abc")).hasMessage("time: invalid duration \"abc\"");
    assertThatThrownBy(() -> GoDuration.parse("10"))
        .hasMessage("time: missing unit in duration \"10\"");
    assertThatThrownBy(() -> GoDuration.parse("1x"))
        .hasMessage("time: unknown unit \"x\" in duration \"1x\"");
    assertThatThrownBy(() -> GoDuration.parse("1.2.3s")).isInstanceOf(RuntimeException.class);
  }

  @Test
  void durationsArePrintedAsGoPrintsThem() {
    assertThat(GoDuration.text(Duration.ofHours(1))).isEqualTo("1h0m0s");
    assertThat(GoDuration.text(Duration.ofMillis(-1500))).isEqualTo("-1.5s");
    assertThat(GoDuration.text(Duration.ofNanos(1_500))).isEqualTo("1.5µs");
    assertThat(GoDuration.text(Duration.ZERO)).isEqualTo("0s");
  }
}
