package io.infer4j.clip;

import io.infer4j.DType;
import io.infer4j.Layout;
import io.infer4j.RunCancelledException;
import io.infer4j.Tensor;
import io.infer4j.window.Padding;
import io.infer4j.window.WindowPlan;
import io.infer4j.window.Windows;
import java.util.Objects;

/**
 * Turns frames that are pushed one by one into windows of frames. Each frame is prepared once,
 * however many windows it is in, and not at all where the stride skips it. Windows are written into
 * memory that the caller names, such as the bound input of a model, and handed over there.
 *
 * <pre>{@code
 * ClipStream stream =
 *     new ClipStream(io.input("frame"), Layout.NTCHW, Windows.of(96).overlap(48), clips -> io.run());
 * while (video.next()) {
 *   stream.push(slot -> prepare(video.frame(), slot));
 * }
 * stream.finish();
 * }</pre>
 *
 * <p>Back-pressure: there is no queue. The push that completes a window (the last of a batch of
 * windows, where the memory takes several) runs the consumer on the caller's thread and returns
 * when it is done, so whoever produces frames is held back by itself.
 *
 * <p>Memory is that of one window of prepared frames, whatever the length; nothing is allocated
 * after construction. For one thread at a time; only {@link #cancel} may come from any.
 *
 * <p>What a writer or the consumer throws passes through. A frame whose writer threw was not
 * pushed; windows whose consumer threw are not given again.
 */
public final class ClipStream {
  private final Windows windows;
  private final ClipConsumer consumer;
  private final FrameRing ring;
  private final ClipBatch batch;

  private long pushed;
  private long frames;

  /** The number of the next window, and its start in a source that goes on. */
  private long window;

  private long start;
  private boolean finished;
  private volatile boolean cancelled;

  /**
   * A stream into that memory.
   *
   * @param target five dimensions in the order of {@code layout}; time must be the windows' size,
   *     the batch is the number of windows that are handed over at once. Stays the caller's.
   * @throws IllegalArgumentException if the shape is another, a dimension is 0, the dtype is {@link
   *     DType#STRING}, or the tensor is read-only
   */
  public ClipStream(Tensor target, Layout layout, Windows windows, ClipConsumer consumer) {
    this.windows = Objects.requireNonNull(windows, "windows");
    this.consumer = Objects.requireNonNull(consumer, "consumer");
    Objects.requireNonNull(layout, "layout");
    this.ring = new FrameRing(Objects.requireNonNull(target, "target"), layout, windows);
    this.batch = new ClipBatch((int) target.shape().dim(0));
    this.start = -windows.lead();
  }

  /**
   * Prepares the frame that stands for {@link Padding#ZEROS}; without it, zero bytes. For a
   * quantised input, zero in model space is its zero point.
   *
   * @throws IllegalStateException if a frame was pushed already
   */
  public void padWith(FrameWriter writer) {
    if (pushed > 0 || finished) {
      throw new IllegalStateException("expected the padding before the first frame");
    }
    writer.write(ring.padding());
  }

  /**
   * Takes the next frame, and hands over windows that it completes.
   *
   * @param writer called once, or not at all if the stride skips the frame
   * @throws IllegalStateException after {@link #finish}
   * @throws RunCancelledException after {@link #cancel}
   */
  public void push(FrameWriter writer) {
    Objects.requireNonNull(writer, "writer");
    boolean taken = isNextTaken();
    if (taken) {
      writer.write(ring.slot(frames));
    }
    count(taken);
  }

  /** {@link #push(FrameWriter)} with the memory of all frames and a place in it. */
  public void push(IndexedFrameWriter writer) {
    Objects.requireNonNull(writer, "writer");
    boolean taken = isNextTaken();
    if (taken) {
      writer.write(ring.frames(), ring.index(frames));
    }
    count(taken);
  }

  /**
   * Takes a frame that is prepared already, by copying it.
   *
   * @param frame of the shape that a {@link FrameWriter} gets, and of the model's dtype
   * @throws IllegalArgumentException if shape or dtype is another
   * @throws IllegalStateException after {@link #finish}
   * @throws RunCancelledException after {@link #cancel}
   */
  public void push(Tensor frame) {
    ring.check(Objects.requireNonNull(frame, "frame"));
    boolean taken = isNextTaken();
    if (taken) {
      ring.slot(frames).asBytes().put(frame.asBytes());
    }
    count(taken);
  }

  /**
   * {@link #push(Tensor)} from an array, for models that take float32.
   *
   * @throws IllegalArgumentException if the length is another, or the dtype is not float32
   */
  public void push(float[] frame) {
    ring.check(Objects.requireNonNull(frame, "frame"));
    boolean taken = isNextTaken();
    if (taken) {
      ring.put(frames, frame);
    }
    count(taken);
  }

  private boolean isNextTaken() {
    checkOpen();
    return pushed % windows.stride() == 0;
  }

  private void count(boolean taken) {
    pushed++;
    frames += taken ? 1 : 0;
    if (start + windows.size() <= frames) {
      long complete = start;
      window++;
      start += windows.step();
      emit(complete);
    }
  }

  /**
   * Says that there are no more frames: hands over the windows that remain, padded or shifted back
   * as the plan says.
   *
   * @throws IllegalStateException if it was called before
   * @throws RunCancelledException after {@link #cancel}
   */
  public void finish() {
    checkOpen();
    finished = true;
    WindowPlan plan = windows.plan(pushed);
    while (window < plan.count()) {
      long next = plan.start(window++);
      start = window < plan.count() ? plan.start(window) : frames;
      emit(next);
    }
    if (batch.count() > 0) {
      handOver();
    }
  }

  private void emit(long first) {
    checkNotCancelled();
    ring.write(first, frames, batch.count());
    batch.add(first);
    if (batch.isFull()) {
      handOver();
    }
  }

  private void handOver() {
    checkNotCancelled();
    try {
      consumer.accept(batch);
    } finally {
      batch.clear();
    }
  }

  /**
   * Stops the stream: the push or finish in progress ends after the window it is at, and every
   * later one throws {@link RunCancelledException}. From any thread; twice is nothing.
   */
  public void cancel() {
    cancelled = true;
  }

  /** The number of frames that were pushed. */
  public long pushed() {
    return pushed;
  }

  /** The number of frames that were prepared: those pushed, or every stride-th. */
  public long frames() {
    return frames;
  }

  /**
   * The frame before which no window to come begins, whatever is pushed: scores of frames before it
   * are final, see {@link io.infer4j.window.ScoreStitcher#advance}. Windows that wait in a batch
   * are still to come.
   */
  public long settled() {
    if (batch.count() > 0) {
      return Math.max(0, batch.start(0));
    }
    long settled = start;
    if (!finished && windows.padding() == Padding.SHIFT_BACK) {
      // If the source ended now, the last window would be shifted back to end with it; it would
      // begin after the one before in any case.
      long last = Math.max(frames - windows.size(), start - windows.step() + 1);
      settled = Math.min(settled, last);
    }
    return Math.max(0, settled);
  }

  private void checkOpen() {
    if (finished) {
      throw new IllegalStateException("this stream is finished: make one for each video");
    }
    checkNotCancelled();
  }

  private void checkNotCancelled() {
    if (cancelled) {
      throw new RunCancelledException("the stream was cancelled after " + pushed + " frames");
    }
  }

  /** For instance {@code 130 frames in windows of 96, step 48, ...}. */
  @Override
  public String toString() {
    return pushed + " frames in " + windows;
  }
}
