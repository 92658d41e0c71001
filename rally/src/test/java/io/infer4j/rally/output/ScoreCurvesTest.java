package io.infer4j.rally.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScoreCurvesTest {
  @ParameterizedTest
  @ValueSource(longs = {0, 1, 8191, 8192, 44_999, 99_999})
  void peakOfOneFrameStaysHoweverLongTheVideo(long peak) {
    ScoreCurves curves = new ScoreCurves(1);
    for (long frame = 0; frame < 100_000; frame++) {
      curves.onScores(frame, frame / 25.0, 0, new float[] {frame == peak ? 0.9f : 0.1f});
    }

    int column = (int) (peak / curves.framesPerColumn());
    assertThat(curves.columns()).isLessThanOrEqualTo(ScoreCurves.MOST_COLUMNS);
    for (int i = 0; i < curves.columns(); i++) {
      assertThat(curves.peak(1, i)).isEqualTo(i == column ? 0.9f : 0.1f);
    }
  }

  @Test
  void shortVideoHasAColumnAFrame() {
    ScoreCurves curves = new ScoreCurves(0);
    for (long frame = 0; frame < 500; frame++) {
      curves.onScores(frame, frame / 25.0, frame / 500f, new float[0]);
    }

    assertThat(curves.columns()).isEqualTo(500);
    assertThat(curves.framesPerColumn()).isEqualTo(1);
    assertThat(curves.peak(0, 250)).isEqualTo(0.5f);
  }

  @Test
  void timeLiesWhereItsFrameDoesAlsoIfTheRateVaries() {
    ScoreCurves curves = new ScoreCurves(0);
    for (long frame = 0; frame < 100; frame++) {
      double seconds = frame < 50 ? frame * 0.1 : 5 + (frame - 50) * 0.5;
      curves.onScores(frame, seconds, 0, new float[0]);
    }

    assertThat(curves.position(5.0)).isCloseTo(0.5, within(0.011));
    assertThat(curves.position(17.5)).isCloseTo(0.75, within(0.011));
    assertThat(curves.lastSeconds()).isEqualTo(29.5);
  }

  @Test
  void withoutFramesThereIsNothing() {
    ScoreCurves curves = new ScoreCurves(2);

    assertThat(curves.columns()).isZero();
    assertThat(curves.position(3L)).isZero();
  }
}
