package pilothouse.builtins.batch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CronScheduleTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "*/5 1,2 * * MON-FRI",
        "@every 1h30m",
        "@every -1h",
        "@daily",
        "*/70 * * * *",
        "0 0 30 2 *",
        "0 0 * * MON,",
        "? ? ? ? ?",
        "TZ=Europe/Berlin 0 * * * *"
      })
  void theseAreSchedules(String schedule) {
    assertThat(CronSchedule.error(schedule)).isEmpty();
  }

  @Test
  void whatIsWrongIsToldInTheParsersWords() {
    assertThat(CronSchedule.error("bad")).isEqualTo("expected exactly 5 fields, found 1: [bad]");
    assertThat(CronSchedule.error("60 * * * *"))
        .isEqualTo("end of range (60) above maximum (59): 60");
    assertThat(CronSchedule.error("L * * * *"))
        .isEqualTo("failed to parse int from L: strconv.Atoi: parsing \"L\": invalid syntax");
    assertThat(CronSchedule.error("@HOURLY")).isEqualTo("unrecognized descriptor: @HOURLY");
    assertThat(CronSchedule.error("*/0 * * * *"))
        .isEqualTo("step of range should be a positive number: */0");
  }

  @Test
  void timeZonesAreKnownByTheirExactNames() {
    assertThat(CronSchedule.zoneError("Europe/Berlin")).isEmpty();
    assertThat(CronSchedule.zoneError("EST")).isEmpty();
    assertThat(CronSchedule.zoneError("utc")).isEqualTo("unknown time zone utc");
    assertThat(CronSchedule.zoneError("Europe")).isEqualTo("is a directory");
  }
}
