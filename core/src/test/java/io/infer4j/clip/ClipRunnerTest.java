package io.infer4j.clip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.infer4j.Allocations;
import io.infer4j.Capability;
import io.infer4j.DType;
import io.infer4j.IoBinding;
import io.infer4j.Layout;
import io.infer4j.Model;
import io.infer4j.RunCancelledException;
import io.infer4j.Tensor;
import io.infer4j.window.Blend;
import io.infer4j.window.Padding;
import io.infer4j.window.ScoreStitcher;
import io.infer4j.window.WindowPlan;
import io.infer4j.window.Windows;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClipRunnerTest {
  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
  }

  private IoBinding bind(FrameMeans engine) {
    Model model = engine.load();
    open.add(model);
    return model.bind();
  }

  private ClipRunner runner(int batch, Windows windows) {
    return new ClipRunner(
        bind(new FrameMeans(batch, windows.size())), "frame", Layout.NTCHW, windows);
  }

  private static FrameWriter value(float value) {
    return slot -> slot.asFloats().put(0, value);
  }

  @Test
  void givesTheSameBitsAsStitchingAtOnce() {
    Random random = new Random(1);
    Blend[] blends = {Blend.mean(), Blend.max(), Blend.gaussian()};
    for (int trial = 0; trial < 500; trial++) {
      Windows windows =
          ClipStreamTest.randomWindows(
              random, Padding.ZEROS, Padding.REPEAT_EDGE, Padding.SHIFT_BACK);
      int length = ClipStreamTest.randomLength(random, windows.size());
      WindowPlan plan = windows.plan(length);
      Blend blend = blends[random.nextInt(3)];
      float[] frames = new float[length];
      for (int i = 0; i < length; i++) {
        frames[i] = random.nextFloat();
      }
      float[] result = new float[2 * (int) plan.frames()];
      ClipRunner runner = runner(1 + random.nextInt(3), windows);
      runner.stitch(
          "scores",
          blend,
          (frame, scores) -> System.arraycopy(scores, 0, result, 2 * (int) frame, 2));
      for (float frame : frames) {
        runner.push(value(frame));
      }
      runner.finish();
      assertThat(result)
          .as(plan.toString())
          .isEqualTo(ScoreStitcher.stitch(plan, modelScores(plan, frames), 2, blend));
      assertThat(runner.windowsDone()).isEqualTo(plan.count());
    }
  }

  /** What the model says of every window of the plan. */
  private static float[] modelScores(WindowPlan plan, float[] frames) {
    int size = plan.windows().size();
    float[] scores = new float[(int) plan.count() * size * 2];
    for (int w = 0; w < plan.count(); w++) {
      for (int i = 0; i < size; i++) {
        long source = plan.source(w, i);
        float value = source < 0 ? 0 : frames[(int) source];
        scores[2 * (w * size + i)] = value + i;
        scores[2 * (w * size + i) + 1] = 2 * value;
      }
    }
    return scores;
  }

  @Test
  void givesScoresAsSoonAsNoLaterWindowCanChangeThem() {
    ClipRunner runner = runner(1, Windows.of(4).step(2));
    List<String> events = new ArrayList<>();
    runner.stitch("scores", Blend.mean(), (frame, scores) -> events.add("frame " + frame));
    for (int frame = 0; frame < 6; frame++) {
      runner.push(value(frame));
      events.add("pushed " + frame);
    }
    assertThat(events)
        .containsExactly(
            "pushed 0",
            "pushed 1",
            "pushed 2",
            "frame 0",
            "frame 1",
            "pushed 3",
            "pushed 4",
            "frame 2",
            "frame 3",
            "pushed 5");
  }

  @Test
  void givesScoresFrameByFrameWhereTheLastWindowMayShiftBack() {
    ClipRunner runner = runner(1, Windows.of(4).padding(Padding.SHIFT_BACK));
    List<Long> frames = new ArrayList<>();
    runner.stitch("scores", Blend.mean(), (frame, scores) -> frames.add(frame));
    for (int frame = 0; frame < 6; frame++) {
      runner.push(value(frame));
    }
    assertThat(frames).containsExactly(0L, 1L);
  }

  @Test
  void stitchesAnOutputTwiceWithDifferentBlends() {
    ClipRunner runner = runner(1, Windows.of(2).step(1));
    List<Float> mean = new ArrayList<>();
    List<Float> max = new ArrayList<>();
    runner.stitch("scores", Blend.mean(), (frame, scores) -> mean.add(scores[0]));
    runner.stitch("scores", Blend.max(), (frame, scores) -> max.add(scores[0]));
    for (int frame = 0; frame < 3; frame++) {
      runner.push(value(0));
    }
    runner.finish();
    assertThat(mean).containsExactly(0f, 0.5f, 1f);
    assertThat(max).containsExactly(0f, 1f, 1f);
  }

  @Test
  void runsAVideoShorterThanAWindow() {
    ClipRunner runner = runner(2, Windows.of(96).overlap(48).lead(5));
    List<Float> scores = new ArrayList<>();
    runner.stitch("scores", Blend.mean(), (frame, values) -> scores.add(values[1]));
    runner.push(value(1));
    runner.push(value(2));
    runner.finish();
    assertThat(scores).containsExactly(2f, 4f);
  }

  @Test
  void runsNothingForNoFrames() {
    ClipRunner runner = runner(1, Windows.of(4));
    runner.stitch("scores", Blend.mean(), (frame, scores) -> {});
    runner.finish();
    assertThat(runner.windowsDone()).isZero();
  }

  @Test
  void tellsHowManyWindowsAreDone() {
    ClipRunner runner = runner(2, Windows.of(1));
    List<Long> heard = new ArrayList<>();
    runner.progress(heard::add);
    for (int frame = 0; frame < 5; frame++) {
      runner.push(value(0));
    }
    runner.finish();
    assertThat(heard).containsExactly(2L, 4L, 5L);
  }

  @Test
  void takesFramesInEachFormThatAStreamTakes() {
    ClipRunner runner = runner(1, Windows.of(1));
    List<Float> scores = new ArrayList<>();
    runner.stitch("scores", Blend.mean(), (frame, values) -> scores.add(values[1]));
    runner.push(Tensor.of(new float[] {3}, 1, 1, 1));
    runner.push(new float[] {4});
    runner.push((frames, index) -> frames.asFloats().put(index, 5));
    runner.finish();
    assertThat(scores).containsExactly(6f, 8f, 10f);
  }

  @Test
  void allocatesNothingForAFrameOrAWindow() throws Exception {
    ClipRunner runner = runner(1, Windows.of(96).overlap(48).lead(5));
    float[] sum = {0};
    runner.stitch("scores", Blend.mean(), (frame, scores) -> sum[0] += scores[0]);
    FrameWriter nothing = slot -> {};
    Runnable twoWindows =
        () -> {
          for (int frame = 0; frame < 96; frame++) {
            runner.push(nothing);
          }
        };
    assertThat(Allocations.of(twoWindows)).isZero();
    assertThat(runner.windowsDone()).isGreaterThan(50);
  }

  @Test
  void stopsOnceCancelledWhereTheEngineCannotCancel() {
    ClipRunner runner = runner(1, Windows.of(2));
    runner.push(value(0));
    runner.cancel();
    assertThatExceptionOfType(RunCancelledException.class).isThrownBy(() -> runner.push(value(0)));
  }

  @Test
  void endsARunInProgressWhereTheEngineCanCancel() {
    FrameMeans engine = new FrameMeans(1, 1);
    engine.capabilities = Set.of(Capability.CANCELLATION);
    ClipRunner runner = new ClipRunner(bind(engine), "frame", Layout.NTCHW, Windows.of(1));
    engine.onRun = () -> inAnotherThread(runner::cancel);
    assertThatExceptionOfType(RunCancelledException.class)
        .isThrownBy(() -> runner.push(value(0)))
        .withMessage("the run was cancelled");
  }

  private static void inAnotherThread(Runnable task) {
    Thread thread = new Thread(task);
    thread.start();
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void refusesAnInputThatTheModelDoesNotHave() {
    IoBinding io = bind(new FrameMeans(1, 4));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ClipRunner(io, "frames", Layout.NTCHW, Windows.of(4)))
        .withMessageContaining("frames");
  }

  @Test
  void refusesWindowsOfAnotherSizeThanTheModels() {
    IoBinding io = bind(new FrameMeans(1, 4));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ClipRunner(io, "frame", Layout.NTCHW, Windows.of(5)))
        .withMessageContaining("with T = 5")
        .withMessageContaining("got float32[1, 4, 1, 1, 1]");
  }

  @Test
  void refusesAnOutputThatHasNoScoreForEachFrame() {
    ClipRunner runner = runner(1, Windows.of(4));
    runner.stitch("wide", Blend.mean(), (frame, scores) -> {});
    for (int frame = 0; frame < 3; frame++) {
      runner.push(value(0));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> runner.push(value(0)))
        .withMessage(
            "expected output 'wide' to be float32[1, 4, scores of a frame], got float32[1, 5, 1]");
  }

  @Test
  void refusesToStitchWindowsThatLeaveOutFrames() {
    ClipRunner runner = runner(1, Windows.of(4).padding(Padding.DROP_TAIL));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> runner.stitch("scores", Blend.mean(), (frame, scores) -> {}))
        .withMessageContaining("DROP_TAIL");
  }

  @Test
  void refusesAnotherOutputOnceStarted() {
    ClipRunner runner = runner(1, Windows.of(4));
    runner.push(value(0));
    assertThatIllegalStateException()
        .isThrownBy(() -> runner.stitch("scores", Blend.mean(), (frame, scores) -> {}));
    assertThatIllegalStateException().isThrownBy(() -> runner.progress(done -> {}));
  }

  @Test
  void refusesFramesOnceFinished() {
    ClipRunner runner = runner(1, Windows.of(4));
    runner.finish();
    assertThatIllegalStateException().isThrownBy(() -> runner.push(value(0)));
    assertThatIllegalStateException()
        .isThrownBy(() -> runner.push(Tensor.allocate(DType.FLOAT32, 1, 1, 1)));
    assertThatIllegalStateException().isThrownBy(runner::finish);
  }
}
