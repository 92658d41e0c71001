package io.infer4j.clip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.infer4j.window.Vectors;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClipSamplingTest {
  private static long crc32(int[] indices) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * indices.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asIntBuffer().put(indices);
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return crc.getValue();
  }

  @Test
  void resamplesAsTorchvisionDoesForManyRates() {
    double[][] cases = Vectors.rows("resample_cases");
    double[][] expected = Vectors.rows("resample_count_crc32");
    assertThat(cases.length).isGreaterThan(1000);
    for (int i = 0; i < cases.length; i++) {
      int[] indices = ClipSampling.resample((int) cases[i][0], cases[i][1], cases[i][2]);
      String what = cases[i][0] + " frames, " + cases[i][1] + " to " + cases[i][2];
      assertThat(indices.length).as(what).isEqualTo((int) expected[i][0]);
      assertThat(crc32(indices)).as(what).isEqualTo((long) expected[i][1]);
    }
  }

  @Test
  void resamples30To24AsTorchvisionDoes() {
    assertThat(ClipSampling.resample(100, 30, 24))
        .isEqualTo(Vectors.read("resample_30_to_24_of_100").toInts());
  }

  @Test
  void takesEveryKthFrameWhereTheRateIsAMultiple() {
    assertThat(ClipSampling.resample(7, 60, 20)).containsExactly(0, 3, 6);
  }

  @Test
  void takesFramesTwiceWhereTheTargetsRateIsHigher() {
    assertThat(ClipSampling.resample(3, 10, 20)).containsExactly(0, 0, 1, 1, 2, 2);
  }

  @Test
  void resamplesNoFramesToNone() {
    assertThat(ClipSampling.resample(0, 30, 24)).isEmpty();
  }

  @Test
  void roundsToFloat32AsTorchvisionDoes() {
    // 120 * 25 / 24 is 125, and so it is in doubles.
    assertThat((long) (120 * (25.0 / 24))).isEqualTo(125);
    assertThat(ClipSampling.resampled(120, 25, 24)).isEqualTo(124);
  }

  @Test
  void givesTheSameIndexForAStream() {
    int[] all = ClipSampling.resample(5000, 30000 / 1001.0, 24);
    for (int i = 0; i < all.length; i++) {
      assertThat(ClipSampling.resampled(i, 30000 / 1001.0, 24)).isEqualTo(all[i]);
    }
  }

  @Test
  void spreadsFramesAsPytorchDoesWhereTheExactPlaceIsNoWholeNumber() {
    double[][] cases = Vectors.rows("uniform_cases");
    int[] expected = Vectors.read("uniform_indices").toInts();
    int at = 0;
    int different = 0;
    for (double[] row : cases) {
      int length = (int) row[0];
      int samples = (int) row[1];
      int[] indices = ClipSampling.uniform(length, samples);
      for (int i = 0; i < samples; i++, at++) {
        if (indices[i] != expected[at]) {
          different++;
          assertThat(i * (length - 1) % (samples - 1)).isZero();
          assertThat(expected[at]).isEqualTo(indices[i] - 1);
        }
      }
    }
    assertThat(at).isEqualTo(expected.length);
    assertThat(different).isLessThan(at / 100);
  }

  @Test
  void reachesBothEnds() {
    assertThat(ClipSampling.uniform(100, 4)).containsExactly(0, 33, 66, 99);
  }

  @Test
  void repeatsFramesWhereThereAreTooFew() {
    assertThat(ClipSampling.uniform(2, 5)).containsExactly(0, 0, 0, 0, 1);
  }

  @Test
  void takesTheFirstFrameWhereOneIsAsked() {
    assertThat(ClipSampling.uniform(9, 1)).containsExactly(0);
  }

  @Test
  void spreadsOverTheLongestVideo() {
    assertThat(ClipSampling.uniform(Integer.MAX_VALUE, 3))
        .containsExactly(0, (Integer.MAX_VALUE - 1) / 2, Integer.MAX_VALUE - 1);
  }

  @ParameterizedTest
  @CsvSource({"0, 5", "5, 0", "-1, 1"})
  void refusesToSpreadOverNothing(int length, int samples) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ClipSampling.uniform(length, samples))
        .withMessageEndingWith("got %s frames and %s samples", length, samples);
  }

  @Test
  void refusesANegativeLength() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ClipSampling.resample(-1, 30, 24))
        .withMessage("expected a length of 0 or more frames, got -1");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -30, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesARateThatIsNotAbove0(double fps) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ClipSampling.resample(5, fps, 24))
        .withMessage("expected a source frame rate above 0 and finite, got %s", fps);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ClipSampling.resampled(5, 24, fps))
        .withMessage("expected a target frame rate above 0 and finite, got %s", fps);
  }

  @Test
  void refusesMoreFramesThanAnIntCounts() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ClipSampling.resample(1000, 1, 1e9))
        .withMessageEndingWith("are too many");
  }

  @Test
  void refusesANegativeIndex() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ClipSampling.resampled(-1, 30, 24))
        .withMessage("expected an index of 0 or more, got -1");
  }
}
