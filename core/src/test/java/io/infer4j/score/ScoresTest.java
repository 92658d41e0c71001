package io.infer4j.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.infer4j.DType;
import io.infer4j.Tensor;
import io.infer4j.npy.Npy;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ScoresTest {
  private static final float NAN = Float.NaN;
  private static final float INF = Float.POSITIVE_INFINITY;

  @Test
  void theExampleOfThePackageCompiles() {
    float[] scores = {1.5f, 0.2f, 3.1f, -1};
    int best = Scores.argmax(scores); // 2
    int[] two = Scores.topK(scores, 2); // 2, 0
    Scores.softmax(scores); // in place: now they add up to 1
    assertThat(best).isEqualTo(2);
    assertThat(two).containsExactly(2, 0);
    assertThat(scores[0] + scores[1] + scores[2] + scores[3]).isCloseTo(1, within());

    Tensor batch = Tensor.allocate(DType.FLOAT32, 2, 10, 8, 8); // any axis: here the ten channels
    Scores.softmax(batch.asFloats(), batch.asFloats(), 1, 2, 10, 8, 8);
    int[] classes = Scores.argmax(batch.asFloats(), 1, 2, 10, 8, 8); // 2 * 8 * 8 of them
    assertThat(classes).hasSize(128);
    assertThat(batch.asFloats().get(77)).isEqualTo(0.1f);
  }

  @Test
  void allAgreeWithNumpyAndTorchOverEveryAxis() throws Exception {
    Tensor scores = read("scores");
    FloatBuffer target = FloatBuffer.allocate(scores.elements());
    Scores.sigmoid(scores.asFloats(), target);
    close(target.array(), read("sigmoid").toFloats());
    for (int axis = 0; axis < 3; axis++) {
      assertThat(Scores.argmax(scores.asFloats(), axis, 4, 7, 5))
          .isEqualTo(read("argmax" + axis).toInts());
      assertThat(Scores.argmax(scores.asFloats(), axis - 3, 4, 7, 5))
          .isEqualTo(read("argmax" + axis).toInts());
      Scores.softmax(scores.asFloats(), target, axis, 4, 7, 5);
      close(target.array(), read("softmax" + axis).toFloats());
      assertThat(Scores.topK(scores.asFloats(), 3, axis, 4, 7, 5))
          .isEqualTo(laneByLane(read("top3_" + axis), axis));
    }
  }

  /** From top-k along the axis, as NumPy has it, to all of a lane in a row. */
  private static int[] laneByLane(Tensor top, int axis) {
    int[] values = top.toInts();
    int inner = 1;
    for (int i = axis + 1; i < 3; i++) {
      inner *= (int) top.shape().dim(i);
    }
    int[] result = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      int lane = i / (3 * inner) * inner + i % inner;
      result[lane * 3 + i / inner % 3] = values[i];
    }
    return result;
  }

  @Test
  void argmaxTakesTheFirstOfEqualsAndTheFirstNan() {
    assertThat(Scores.argmax(new float[] {1, 3, 3})).isEqualTo(1);
    assertThat(Scores.argmax(new float[] {1, NAN, INF, NAN})).isEqualTo(1);
    assertThat(Scores.argmax(new float[] {-INF, -INF})).isZero();
    assertThat(Scores.argmax(new float[] {-0f, 0f})).isZero();
  }

  @Test
  void topKPutsNanFirstAndTheLowerIndexOfATie() {
    float[] scores = {1, NAN, 2, 2, INF, NAN, -0f, 0f};
    assertThat(Scores.topK(scores, 8)).containsExactly(1, 5, 4, 2, 3, 0, 6, 7);
    assertThat(Scores.topK(scores, 1)).containsExactly(1);
  }

  @Test
  void topKIsTheBeginningOfAStableSort() {
    Random random = new Random(3);
    for (int round = 0; round < 2_000; round++) {
      float[] scores = new float[1 + random.nextInt(50)];
      Integer[] order = new Integer[scores.length];
      for (int i = 0; i < scores.length; i++) {
        scores[i] = random.nextInt(20);
        order[i] = i;
      }
      java.util.Arrays.sort(order, (a, b) -> Float.compare(scores[b], scores[a]));
      int k = 1 + random.nextInt(scores.length);
      int[] top = Scores.topK(scores, k);
      for (int i = 0; i < k; i++) {
        assertThat(top[i]).isEqualTo(order[i]);
      }
    }
  }

  @Test
  void softmaxDoesNotOverflow() {
    float[] scores = {1000, 1000, -1000};
    Scores.softmax(scores);
    assertThat(scores).containsExactly(0.5f, 0.5f, 0);
  }

  @Test
  void softmaxOfNanOrInfinityIsNanThroughout() {
    for (float[] scores : new float[][] {{1, NAN}, {1, INF}, {-INF, -INF}}) {
      Scores.softmax(scores);
      assertThat(scores).containsExactly(NAN, NAN);
    }
    float[] masked = {-INF, 5};
    Scores.softmax(masked);
    assertThat(masked).containsExactly(0, 1);
  }

  @Test
  void sigmoidReachesItsEnds() {
    float[] scores = {0, 200, -200, INF, -INF, NAN};
    Scores.sigmoid(scores);
    assertThat(scores).containsExactly(0.5f, 1, 0, 1, 0, NAN);
    assertThat(Scores.sigmoid(-100)).isGreaterThan(0);
  }

  @Test
  void aBufferCountsFromItsPositionToItsLimit() {
    FloatBuffer scores = FloatBuffer.wrap(new float[] {9, 1, 3, 2, 9}).position(1).limit(4);
    assertThat(Scores.argmax(scores)).isEqualTo(1);
    assertThat(Scores.topK(scores, 2)).containsExactly(1, 2);
    Scores.sigmoid(scores);
    Scores.softmax(scores);
    assertThat(scores.array()[0]).isEqualTo(9);
    assertThat(scores.array()[4]).isEqualTo(9);
    assertThat(scores.position()).isEqualTo(1);
    assertThat(scores.limit()).isEqualTo(4);
  }

  @Test
  void emptyAxesAreNoErrorWhereNothingIsAsked() {
    FloatBuffer none = FloatBuffer.allocate(0);
    Scores.softmax(none);
    Scores.softmax(none, none, 1, 3, 0);
    assertThat(Scores.argmax(none, 0, 3, 0)).isEmpty();
    assertThat(Scores.topK(none, 2, 0, 3, 0)).isEmpty();
  }

  @Test
  void badInputIsRefusedWithWhatWasExpectedAndWhatCame() {
    FloatBuffer six = FloatBuffer.allocate(6);
    refuses(() -> Scores.argmax(new float[0]), "expected at least one score, got none");
    refuses(() -> Scores.argmax(six, 1, 6, 0, 0), "shape [6, 0, 0] does not have 6 elements");
    refuses(
        () -> Scores.softmax((float[]) null), "the scores are null, expected an array or a buffer");
    refuses(
        () -> Scores.argmax((FloatBuffer) null),
        "the scores are null, expected an array or a buffer");
    refuses(() -> Scores.topK(six, 7), "expected a k of 1 to 6, got 7");
    refuses(() -> Scores.topK(six, 0), "expected a k of 1 to 6, got 0");
    refuses(() -> Scores.topK(six, 3, 1, 3, 2), "expected a k of 1 to 2, got 3");
    refuses(() -> Scores.topK(six, 3, new int[2]), "expected a target of at least 3, got 2");
    refuses(() -> Scores.argmax(six, null, 0, 6), "expected a target of at least 1, got null");
    refuses(() -> Scores.argmax(six, 2, 3, 2), "expected an axis of shape [3, 2], got 2");
    refuses(() -> Scores.argmax(six, -3, 3, 2), "expected an axis of shape [3, 2], got -3");
    refuses(() -> Scores.argmax(six, 0, 3, 3), "shape [3, 3] does not have 6 elements");
    refuses(() -> Scores.argmax(six, 0, -6), "shape [-6] does not have 6 elements");
    refuses(
        () -> Scores.argmax(six, 1, -3, -2), "expected sizes of 0 to 2^31-1, got shape [-3, -2]");
    refuses(
        () -> Scores.argmax(six, 0, 6, 1L << 31, 1L << 31),
        "expected sizes of 0 to 2^31-1, got shape [6, 2147483648, 2147483648]");
    refuses(
        () -> Scores.argmax(six, 0, 1L << 62, 4),
        "shape [4611686018427387904, 4] does not have 6 elements");
    refuses(
        () -> Scores.softmax(six, FloatBuffer.allocate(5)),
        "expected a target with room for 6 scores, got 5");
    refuses(() -> Scores.sigmoid(six, null), "expected a target with room for 6 scores, got null");
  }

  private static void refuses(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  private static org.assertj.core.data.Offset<Float> within() {
    return org.assertj.core.data.Offset.offset(1e-6f);
  }

  /** Equal but for the last bit, as exp differs by a rounding of double. */
  private static void close(float[] actual, float[] expected) {
    assertThat(actual).hasSize(expected.length);
    for (int i = 0; i < actual.length; i++) {
      if (Float.isNaN(expected[i])) {
        assertThat(actual[i]).as("element %s", i).isNaN();
      } else {
        assertThat(actual[i])
            .as("element %s", i)
            .isBetween(expected[i] - Math.ulp(expected[i]), expected[i] + Math.ulp(expected[i]));
      }
    }
  }

  private static Tensor read(String name) throws Exception {
    try (InputStream in = ScoresTest.class.getResourceAsStream(name + ".npy")) {
      return Npy.read(in);
    }
  }
}
