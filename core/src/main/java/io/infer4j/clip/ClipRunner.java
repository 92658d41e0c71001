package io.infer4j.clip;

import io.infer4j.IoBinding;
import io.infer4j.Layout;
import io.infer4j.RunCancelledException;
import io.infer4j.Tensor;
import io.infer4j.window.Blend;
import io.infer4j.window.Padding;
import io.infer4j.window.ScoreSink;
import io.infer4j.window.Windows;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs a bound video model over frames that are pushed one by one, and stitches its outputs into
 * scores for each frame: a {@link ClipStream} into the model's input and a {@link
 * io.infer4j.window.ScoreStitcher} for each output.
 *
 * <pre>{@code
 * ClipRunner runner = new ClipRunner(io, "frame", Layout.NTCHW, Windows.of(96).overlap(48).lead(5));
 * runner.stitch("coarse", Blend.mean(), (frame, scores) -> ...);
 * while (video.next()) {
 *   runner.push(slot -> prepare(video.frame(), slot));
 * }
 * runner.finish();
 * }</pre>
 *
 * <p>The model runs on the thread that pushes, see {@link ClipStream} for that and for memory.
 * Scores reach their sinks as soon as no later window can change them, and are the same bits as
 * {@link io.infer4j.window.ScoreStitcher#stitch stitched} at once. For one thread at a time; only
 * {@link #cancel} may come from any.
 */
public final class ClipRunner {
  private final IoBinding io;
  private final Windows windows;
  private final ClipStream stream;
  private final int batch;
  private final List<StitchedOutput> outputs = new ArrayList<>();
  private @Nullable LongConsumer progress;
  private long done;

  /**
   * A runner of that binding.
   *
   * @param io bound to an input of five dimensions in the order of {@code layout}, with T = the
   *     windows' size; its batch is the number of windows that run at once. Other inputs are filled
   *     by the caller. Stays the caller's to close; must not be rebound.
   * @throws IllegalArgumentException if there is no such input, or it has another shape
   */
  public ClipRunner(IoBinding io, String input, Layout layout, Windows windows) {
    this.io = Objects.requireNonNull(io, "io");
    this.windows = windows;
    Tensor target = io.input(input);
    this.stream = new ClipStream(target, layout, windows, this::run);
    this.batch = (int) target.shape().dim(0);
  }

  /**
   * Has an output stitched. It must be float32 of [batch, size, ...]: all that follows time are a
   * frame's scores.
   *
   * @throws IllegalArgumentException if the windows leave out frames ({@link Padding#DROP_TAIL})
   * @throws IllegalStateException if a frame was pushed already
   */
  public void stitch(String output, Blend blend, ScoreSink sink) {
    checkNotStarted();
    if (windows.padding() == Padding.DROP_TAIL) {
      throw new IllegalArgumentException(
          "expected windows that hold every frame, got DROP_TAIL: frames left out have no score");
    }
    outputs.add(new StitchedOutput(output, windows.size(), batch, blend, sink));
  }

  /**
   * Hears how many windows are done, after each run.
   *
   * @throws IllegalStateException if a frame was pushed already
   */
  public void progress(LongConsumer windowsDone) {
    checkNotStarted();
    progress = Objects.requireNonNull(windowsDone, "windowsDone");
  }

  private void checkNotStarted() {
    if (stream.pushed() > 0) {
      throw new IllegalStateException("expected this before the first frame");
    }
  }

  /** {@link ClipStream#padWith}. */
  public void padWith(FrameWriter writer) {
    stream.padWith(writer);
  }

  /**
   * Takes the next frame, and runs the model on the windows that it completes.
   *
   * @throws IllegalArgumentException if an output that is to be stitched has another shape or dtype
   * @throws io.infer4j.RunFailedException if the runtime fails
   * @throws RunCancelledException after {@link #cancel}
   * @throws IllegalStateException after {@link #finish}, or if the binding is closed
   */
  public void push(FrameWriter writer) {
    stream.push(writer);
    advance();
  }

  /** {@link #push(FrameWriter)} with the memory of all frames and a place in it. */
  public void push(IndexedFrameWriter writer) {
    stream.push(writer);
    advance();
  }

  /**
   * Takes a frame that is prepared already, by copying it, see {@link #push(FrameWriter)}.
   *
   * @throws IllegalArgumentException also if the frame's shape or dtype is another
   */
  public void push(Tensor frame) {
    stream.push(frame);
    advance();
  }

  /**
   * {@link #push(Tensor)} from an array, for models that take float32.
   *
   * @throws IllegalArgumentException also if the length is another, or the dtype is not float32
   */
  public void push(float[] frame) {
    stream.push(frame);
    advance();
  }

  private void advance() {
    long settled = stream.settled();
    for (int i = 0; i < outputs.size(); i++) {
      outputs.get(i).advance(settled);
    }
  }

  /**
   * Says that there are no more frames: runs the windows that remain, and gives all scores that are
   * left to their sinks.
   *
   * @throws IllegalStateException if it was called before; otherwise as {@link #push(FrameWriter)}
   */
  public void finish() {
    stream.finish();
    for (StitchedOutput output : outputs) {
      output.finish(stream.frames());
    }
  }

  /**
   * Stops: the model's run in progress ends soon if the engine can cancel, else with that run; the
   * push or finish in progress and every later one throw {@link RunCancelledException}. From any
   * thread; twice is nothing.
   */
  public void cancel() {
    stream.cancel();
    try {
      io.cancel();
    } catch (UnsupportedOperationException e) {
      // Then the run in progress comes to its end first.
      return;
    }
  }

  /** The number of frames that were pushed. */
  public long pushed() {
    return stream.pushed();
  }

  /** The number of windows that were run. */
  public long windowsDone() {
    return done;
  }

  private void run(ClipBatch clips) {
    io.run();
    for (int i = 0; i < outputs.size(); i++) {
      StitchedOutput output = outputs.get(i);
      output.add(io.output(output.name()), clips);
    }
    done += clips.count();
    if (progress != null) {
      progress.accept(done);
    }
  }

  /** For instance {@code 130 frames in windows of 96, ...; 1 done}. */
  @Override
  public String toString() {
    return stream + "; " + done + " done";
  }
}
