package io.infer4j.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ScoreStitcherTest {
  private static final Padding[] HOLD_ALL = {
    Padding.ZEROS, Padding.REPEAT_EDGE, Padding.SHIFT_BACK
  };

  private final List<Long> frames = new ArrayList<>();
  private final List<float[]> scores = new ArrayList<>();

  private ScoreStitcher stitcher(int size, int channels, Blend blend) {
    frames.clear();
    scores.clear();
    return new ScoreStitcher(
        size,
        channels,
        blend,
        (frame, values) -> {
          frames.add(frame);
          scores.add(values.clone());
        });
  }

  private float[] flat() {
    FloatBuffer all = FloatBuffer.allocate(scores.stream().mapToInt(s -> s.length).sum());
    scores.forEach(all::put);
    return all.array();
  }

  private static Blend randomBlend(Random random) {
    return new Blend[] {Blend.mean(), Blend.max(), Blend.gaussian()}[random.nextInt(3)];
  }

  private static float[] randomScores(Random random, int length) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = random.nextFloat() * (random.nextInt(10) == 0 ? -1e6f : 1);
    }
    return values;
  }

  /** The definition: for each frame, all windows in ascending order. */
  private static float[] oracle(WindowPlan plan, float[] scores, int channels, Blend blend) {
    int size = plan.windows().size();
    float[] weights = blend.weights(size);
    float[] result = new float[(int) plan.frames() * channels];
    for (int frame = 0; frame < plan.frames(); frame++) {
      for (int c = 0; c < channels; c++) {
        float sum = 0;
        float total = 0;
        float max = Float.NEGATIVE_INFINITY;
        for (int w = 0; w < plan.count(); w++) {
          int i = (int) (frame - plan.start(w));
          if (i >= 0 && i < size) {
            float score = scores[(w * size + i) * channels + c];
            sum += weights[i] * score;
            total += weights[i];
            max = Math.max(max, score);
          }
        }
        result[frame * channels + c] = blend == Blend.max() ? max : sum / total;
      }
    }
    return result;
  }

  @Test
  void stitchesTheScoresOfF3setToTheBit() {
    float[] clips = Vectors.read("f3set_clips").toFloats();
    float[] expected = Vectors.read("f3set_scores").toFloats();
    assertThat(
            ScoreStitcher.stitch(
                Windows.of(96).overlap(48).lead(5).plan(130), clips, 3, Blend.mean()))
        .isEqualTo(expected);
  }

  @Test
  void stitchesAtOnceToTheBitsOfTheDefinition() {
    Random random = new Random(1);
    for (int trial = 0; trial < 3000; trial++) {
      WindowPlan plan = WindowPlanTest.randomPlan(random, HOLD_ALL);
      int channels = 1 + random.nextInt(3);
      Blend blend = randomBlend(random);
      float[] all = randomScores(random, (int) plan.count() * plan.windows().size() * channels);
      assertThat(ScoreStitcher.stitch(plan, all, channels, blend))
          .as("%s of %s", blend, plan)
          .isEqualTo(oracle(plan, all, channels, blend));
    }
  }

  @Test
  void givesTheSameBitsAsAStreamAndAtOnce() {
    Random random = new Random(2);
    for (int trial = 0; trial < 4000; trial++) {
      WindowPlan plan = WindowPlanTest.randomPlan(random, HOLD_ALL);
      int channels = 1 + random.nextInt(3);
      Blend blend = randomBlend(random);
      int window = plan.windows().size() * channels;
      float[] all = randomScores(random, (int) plan.count() * window);
      ScoreStitcher stitcher = stitcher(plan.windows().size(), channels, blend);
      for (int w = 0; w < plan.count(); w++) {
        stitcher.add(plan.start(w), FloatBuffer.wrap(all, w * window, window));
        if (w + 1 < plan.count() && random.nextBoolean()) {
          stitcher.advance(random.nextBoolean() ? plan.start(w + 1) : plan.start(w));
        }
      }
      stitcher.finish(plan.frames());
      assertThat(flat())
          .as("%s of %s", blend, plan)
          .isEqualTo(ScoreStitcher.stitch(plan, all, channels, blend));
      assertThat(frames).hasSize((int) plan.frames()).isSorted();
    }
  }

  @Test
  void givesFramesAsSoonAsTheNextWindowBegins() {
    ScoreStitcher stitcher = stitcher(4, 1, Blend.mean());
    stitcher.add(0, new float[] {1, 2, 3, 4});
    assertThat(frames).isEmpty();
    stitcher.add(2, new float[] {5, 6, 7, 8});
    assertThat(flat()).containsExactly(1, 2);
  }

  @Test
  void givesFramesSoonerIfToldThatNoWindowBeginsBefore() {
    ScoreStitcher stitcher = stitcher(4, 1, Blend.mean());
    stitcher.add(0, new float[] {1, 2, 3, 4});
    stitcher.advance(3);
    assertThat(flat()).containsExactly(1, 2, 3);
  }

  @Test
  void givesTheMeanOfWhatOverlaps() {
    assertThat(overlapped(Blend.mean())).containsExactly(1, 2, 4, 5, 7, 8);
  }

  @Test
  void givesTheGreatestOfWhatOverlaps() {
    assertThat(overlapped(Blend.max())).containsExactly(1, 2, 5, 6, 7, 8);
  }

  private float[] overlapped(Blend blend) {
    ScoreStitcher stitcher = stitcher(4, 1, blend);
    stitcher.add(0, new float[] {1, 2, 3, 4});
    stitcher.add(2, new float[] {5, 6, 7, 8});
    stitcher.finish(6);
    return flat();
  }

  @Test
  void ignoresScoresOfPadding() {
    ScoreStitcher stitcher = stitcher(4, 1, Blend.mean());
    stitcher.add(-2, new float[] {Float.NaN, Float.NaN, 1, 2});
    stitcher.add(2, new float[] {3, Float.NaN, Float.NaN, Float.NaN});
    stitcher.finish(3);
    assertThat(flat()).containsExactly(1, 2, 3);
  }

  @Test
  void keepsNanToItsFrameAndChannel() {
    ScoreStitcher stitcher = stitcher(1, 2, Blend.mean());
    stitcher.add(0, new float[] {Float.NaN, 1});
    stitcher.add(1, new float[] {2, 3});
    stitcher.finish(2);
    assertThat(flat()).containsExactly(Float.NaN, 1, 2, 3);
  }

  @Test
  void finishesWithoutWindowsIfThereAreNoFrames() {
    stitcher(4, 1, Blend.mean()).finish(0);
    assertThat(frames).isEmpty();
  }

  @Test
  void leavesTheBuffersPosition() {
    FloatBuffer buffer = FloatBuffer.wrap(new float[] {9, 1, 2, 9});
    buffer.position(1);
    ScoreStitcher stitcher = stitcher(2, 1, Blend.mean());
    stitcher.add(0, buffer);
    stitcher.finish(2);
    assertThat(buffer.position()).isEqualTo(1);
    assertThat(flat()).containsExactly(1, 2);
  }

  @Test
  void refusesAWindowThatBeginsWithOrBeforeTheLast() {
    ScoreStitcher stitcher = stitcher(4, 1, Blend.mean());
    stitcher.add(0, new float[4]);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> stitcher.add(0, new float[4]))
        .withMessage("expected a window that begins after 0, got 0");
  }

  @Test
  void refusesAWindowThatLeavesAGap() {
    ScoreStitcher stitcher = stitcher(4, 1, Blend.mean());
    stitcher.add(0, new float[4]);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> stitcher.add(5, new float[4]))
        .withMessageContaining("leaves no gap behind frame 4, got 5");
  }

  @Test
  void refusesAWindowOfPaddingAlone() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> stitcher(4, 1, Blend.mean()).add(-4, new float[4]))
        .withMessageContaining("after -4");
  }

  @Test
  void refusesTooFewScores() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> stitcher(4, 2, Blend.mean()).add(0, new float[7]))
        .withMessage("expected 4 x 2 = 8 scores of a window, got 7");
  }

  @Test
  void refusesMoreFramesThanTheWindowsHold() {
    ScoreStitcher stitcher = stitcher(4, 1, Blend.mean());
    stitcher.add(0, new float[4]);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> stitcher.finish(5))
        .withMessage("expected 0 to 4 frames, as the windows hold, got 5");
  }

  @Test
  void refusesFewerFramesThanItGave() {
    ScoreStitcher stitcher = stitcher(4, 1, Blend.mean());
    stitcher.add(0, new float[4]);
    stitcher.advance(3);
    assertThatIllegalArgumentException().isThrownBy(() -> stitcher.finish(2));
  }

  @Test
  void refusesToAdvanceBeyondItsWindows() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> stitcher(4, 1, Blend.mean()).advance(1))
        .withMessage("expected at most 0, where the windows so far end, got 1");
  }

  @Test
  void refusesEverythingOnceFinished() {
    ScoreStitcher stitcher = stitcher(4, 1, Blend.mean());
    stitcher.finish(0);
    assertThatIllegalStateException().isThrownBy(() -> stitcher.add(0, new float[4]));
    assertThatIllegalStateException().isThrownBy(() -> stitcher.advance(0));
    assertThatIllegalStateException()
        .isThrownBy(() -> stitcher.finish(0))
        .withMessage("this stitcher is finished");
  }

  @Test
  void refusesSizesThatDoNotFitInMemory() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> stitcher(1 << 20, 1 << 20, Blend.mean()))
        .withMessageContaining("are more than 2^31-1 values");
  }

  @Test
  void refusesToStitchWindowsThatLeaveOutFrames() {
    WindowPlan plan = Windows.of(4).padding(Padding.DROP_TAIL).plan(5);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ScoreStitcher.stitch(plan, new float[4], 1, Blend.mean()))
        .withMessageContaining("DROP_TAIL");
  }

  @Test
  void refusesAnotherNumberOfScoresThanThePlanHas() {
    WindowPlan plan = Windows.of(4).plan(5);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ScoreStitcher.stitch(plan, new float[9], 1, Blend.mean()))
        .withMessage("expected 2 x 4 x 1 scores, got 9");
  }

  @Test
  void weighsScoresByTheGaussianWindow() {
    float[] clips = {1, 1, 1, 1, 2, 2, 2, 2};
    float[] weights = Blend.gaussian().weights(4);
    float expected = (weights[2] * 1 + weights[0] * 2) / (weights[2] + weights[0]);
    WindowPlan plan = Windows.of(4).step(2).plan(6);
    float[] result = ScoreStitcher.stitch(plan, clips, 1, Blend.gaussian());
    assertThat(result[2]).isEqualTo(expected);
    assertThat(Arrays.copyOf(result, 1)).containsExactly(1);
  }

  @Test
  void refusesNullByName() {
    assertThatNullPointerException()
        .isThrownBy(() -> new ScoreStitcher(4, 1, null, (frame, values) -> {}))
        .withMessage("blend");
    assertThatNullPointerException()
        .isThrownBy(() -> new ScoreStitcher(4, 1, Blend.mean(), null))
        .withMessage("sink");
    assertThatNullPointerException()
        .isThrownBy(() -> stitcher(4, 1, Blend.mean()).add(0, (FloatBuffer) null))
        .withMessage("scores");
    assertThatNullPointerException()
        .isThrownBy(() -> ScoreStitcher.stitch(null, new float[1], 1, Blend.mean()))
        .withMessage("plan");
  }
}
