package io.infer4j.nms;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What is wrong with the input is said, with what was expected and what came. */
class BadInputTest {
  private static final float[] F = new float[8];
  private static final int[] I = new int[8];

  @Test
  void nullArraysAreNamed() {
    refuses(() -> Nms.boxes(null, F, 0.5), "boxes is null, expected an array");
    refuses(() -> Nms.boxes(F, null, 0.5), "scores is null, expected an array");
    refuses(() -> Nms.boxes(F, new float[2], null, 0.5), "classes is null, expected an array");
    refuses(() -> Nms.segments(null, F, 0.5), "segments is null, expected an array");
    refuses(() -> BoxNms.hard(1).run(null, F, 1), "boxes is null, expected an array");
    refuses(() -> BoxNms.hard(1).run(F, F, null, 1), "classes is null, expected an array");
    refuses(() -> SegmentNms.hard(1).run(F, null, 1), "scores is null, expected an array");
    refuses(() -> SegmentNms.hard(1).run(F, F, null, 1), "classes is null, expected an array");
    refuses(() -> new FrameNms().perLabel(I, I, F, 1, 1, null), "kept is null, expected an array");
    refuses(
        () -> new FrameNms().leastBackground(F, 1, 1, 1, null),
        "target is null, expected an array");
  }

  @Test
  void lengthsThatDoNotFitTheScoresAreRefused() {
    refuses(
        () -> Nms.boxes(new float[7], new float[2], 0.5),
        "boxes needs 8 values to go with the others, got 7");
    refuses(
        () -> Nms.boxes(new float[8], new float[2], new int[3], 0.5),
        "classes needs 2 values to go with the others, got 3");
    refuses(
        () -> Nms.segments(new float[8], new float[2], 0.5),
        "segments needs 4 values to go with the others, got 8");
  }

  @Test
  void arraysTooShortForTheCountAreRefused() {
    BoxNms boxes = BoxNms.hard(0.5);
    refuses(() -> boxes.run(F, F, 3), "boxes needs 12 values for a count of 3, got 8");
    refuses(() -> boxes.run(F, new float[1], 2), "scores needs 2 values for a count of 2, got 1");
    refuses(() -> boxes.run(F, F, new int[1], 2), "classes needs 2 values for a count of 2, got 1");
    refuses(
        () -> SegmentNms.hard(0.5).run(F, F, 5),
        "segments needs 10 values for a count of 5, got 8");
    refuses(
        () -> new FrameNms().perLabel(I, I, F, 8, 1, new int[7]),
        "kept needs 8 values for a count of 8, got 7");
  }

  @Test
  void aCountThatIsNegativeOrOverflowsIsRefused() {
    refuses(() -> BoxNms.hard(0.5).run(F, F, -1), "count must be 0 or more, got -1");
    refuses(
        () -> BoxNms.hard(0.5).run(F, F, 1 << 30),
        "boxes needs 4294967296 values for a count of 1073741824, got 8");
    refuses(
        () -> new FrameNms().perClassPeak(F, 1 << 16, 1 << 16, 1, F),
        "expected 0 frames or more of 1 class or more, less than 2^31 scores; got 65536 frames of"
            + " 65536 classes");
    refuses(
        () -> new FrameNms().leastBackground(F, -1, 2, 1, F),
        "expected 0 frames or more of 1 class or more, less than 2^31 scores; got -1 frames of 2"
            + " classes");
  }

  @Test
  void aNanThresholdIsRefused() {
    refuses(() -> BoxNms.hard(Double.NaN), "iouThreshold must be a number, got NaN");
    refuses(() -> BoxNms.diou(Double.NaN), "threshold must be a number, got NaN");
    refuses(() -> BoxNms.softLinear(Double.NaN, 0), "iouThreshold must be a number, got NaN");
    refuses(() -> SegmentNms.hard(Double.NaN), "iouThreshold must be a number, got NaN");
    refuses(
        () -> SegmentNms.hard(0.5).withVoting(Double.NaN),
        "iouThreshold must be above 0 and at most 1, got NaN");
  }

  @Test
  void aSigmaThatIsNotAboveZeroIsRefused() {
    refuses(() -> BoxNms.softGaussian(0, 0), "sigma must be above 0 and finite, got 0.0");
    refuses(() -> BoxNms.matrixGaussian(-1, 0), "sigma must be above 0 and finite, got -1.0");
    refuses(
        () -> SegmentNms.softGaussian(1 / 0.0, 0),
        "sigma must be above 0 and finite, got Infinity");
  }

  @Test
  void aNegativeOrNanLeastScoreIsRefused() {
    refuses(() -> BoxNms.softGaussian(1, -0.1), "minScore must be 0 or more, got -0.1");
    refuses(() -> BoxNms.matrixLinear(Double.NaN), "minScore must be 0 or more, got NaN");
  }

  @Test
  void aNegativeWindowIsRefused() {
    refuses(
        () -> new FrameNms().perLabel(I, I, F, 8, -1, I),
        "window must be 0 or more frames, got -1");
    refuses(
        () -> new FrameNms().leastBackground(F, 1, 1, -2, F),
        "window must be 0 or more frames, got -2");
  }

  @Test
  void votingTogetherWithClassesIsRefused() {
    refuses(
        () -> SegmentNms.hard(0.5).withVoting(0.75).run(F, F, I, 1),
        "voting cannot tell classes apart, but classes were given: run without one of the two");
  }

  private static void refuses(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }
}
