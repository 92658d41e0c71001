package io.infer4j.rally.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimecodeTest {
  @ParameterizedTest
  @CsvSource({"0, 0:00:00.000", "59.9996, 0:01:00.000", "3661.04, 1:01:01.040"})
  void hasHoursMinutesSecondsAndMilliseconds(double seconds, String expected) {
    assertThat(Timecode.of(seconds)).isEqualTo(expected);
  }

  @Test
  void roundedIsAsShortAsItCanBe() {
    assertThat(Timecode.rounded(19.6)).isEqualTo("20 s");
    assertThat(Timecode.rounded(1799.96)).isEqualTo("30:00");
    assertThat(Timecode.rounded(7325)).isEqualTo("2:02:05");
  }
}
