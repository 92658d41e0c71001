package io.infer4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PercentileTest {
  @ParameterizedTest
  @CsvSource({"50, 11", "90, 64", "95, 130", "99, 662"})
  void percentileNeedsThatManySamples(double percent, int samples) {
    assertThat(Percentile.samplesFor(percent)).isEqualTo(samples);
  }
}
