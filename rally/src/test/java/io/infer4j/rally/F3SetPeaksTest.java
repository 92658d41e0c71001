package io.infer4j.rally;

import static org.assertj.core.api.Assertions.assertThat;

import io.infer4j.nms.FrameNms;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class F3SetPeaksTest {
  private static final int CLASSES = 3;

  /** What stays, in the form of the offline suppression: the other rows are 0. */
  private static float[] streamed(float[] scores) {
    float[] kept = new float[scores.length];
    F3SetPeaks peaks =
        new F3SetPeaks(
            CLASSES,
            (frame, row) -> System.arraycopy(row, 0, kept, (int) frame * CLASSES, CLASSES));
    for (int i = 0; i < scores.length; i += CLASSES) {
      peaks.push(Arrays.copyOfRange(scores, i, i + CLASSES));
    }
    peaks.finish();
    return kept;
  }

  private static float[] offline(float[] scores) {
    float[] kept = new float[scores.length];
    new FrameNms()
        .leastBackground(scores, scores.length / CLASSES, CLASSES, F3SetPeaks.WINDOW, kept);
    return kept;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 50, 1000})
  void keepsWhatTheOfflineSuppressionKeeps(int frames) {
    Random random = new Random(frames);
    for (int round = 0; round < 50; round++) {
      float[] scores = new float[frames * CLASSES];
      for (int i = 0; i < scores.length; i++) {
        // Few levels, so that ties are common.
        scores[i] = (1 + random.nextInt(6)) / 8f;
      }
      assertThat(streamed(scores)).isEqualTo(offline(scores));
    }
  }

  @Test
  void aBackgroundThatIsNotANumberIsAsOffline() {
    Random random = new Random(1);
    float[] scores = new float[500 * CLASSES];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = i % CLASSES == 0 && random.nextInt(4) == 0 ? Float.NaN : random.nextFloat();
    }

    assertThat(streamed(scores)).isEqualTo(offline(scores));
  }

  @Test
  void aFrameIsJudgedAsSoonAsTheTwoAfterItAreThere() {
    long[] last = {-1};
    F3SetPeaks peaks = new F3SetPeaks(1, (frame, row) -> last[0] = frame);
    peaks.push(new float[] {0.1f});
    peaks.push(new float[] {0.5f});
    assertThat(last[0]).isEqualTo(-1);

    peaks.push(new float[] {0.5f});

    assertThat(last[0]).isZero();
  }
}
