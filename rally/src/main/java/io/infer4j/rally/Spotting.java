package io.infer4j.rally;

import io.infer4j.IoBinding;
import io.infer4j.Layout;
import io.infer4j.Tensor;
import io.infer4j.clip.ClipBatch;
import io.infer4j.clip.ClipStream;
import io.infer4j.image.Image;
import io.infer4j.image.ImagePreparer;
import io.infer4j.window.Blend;
import io.infer4j.window.ScoreStitcher;
import io.infer4j.window.Windows;
import java.nio.FloatBuffer;
import java.util.Objects;

/** One video on its way through the model: frames in, scores and events to a listener. */
final class Spotting {
  /** Columns of coarse: background, event. */
  private static final int COARSE = 2;

  private final IoBinding io;
  private final EventLabels labels;
  private final float threshold;
  private final RallyListener listener;

  private final ImagePreparer preparer;
  private final ClipStream stream;

  /** A clip's scores, coarse and fine side by side, so that one stitcher does for both. */
  private final float[] clipScores;

  private final int columns;
  private final ScoreStitcher stitcher;
  private final float[] fineScores;
  private final F3SetPeaks peaks;

  /** When the frames that are still in use are shown: frame f is in slot f mod length. */
  private final double[] seconds;

  private long clips;
  private long frames;
  private long events;

  Spotting(RallyModel rally, float threshold, RallyListener listener) {
    this.io = rally.io();
    this.labels = rally.eventLabels();
    this.threshold = threshold;
    this.listener = Objects.requireNonNull(listener, "listener");
    Tensor frame = io.input(RallyModel.FRAME);
    int size = (int) frame.shape().dim(1);
    this.preparer = new ImagePreparer(rally.preprocessing());
    this.stream =
        new ClipStream(frame, Layout.NTCHW, Windows.of(size).overlap(size / 2).lead(5), this::run);
    this.fineScores = new float[labels.names().size()];
    this.columns = COARSE + fineScores.length;
    this.clipScores = new float[size * columns];
    this.stitcher = new ScoreStitcher(size, columns, Blend.mean(), this::scores);
    this.peaks = new F3SetPeaks(columns, this::peak);
    // A frame's scores are final at the latest when a whole clip has begun after it.
    this.seconds = new double[size + F3SetPeaks.WINDOW];
  }

  /** Takes the next frame; runs the model if it completes a clip. */
  void push(Image image, double shown) {
    seconds[slot(stream.pushed())] = shown;
    stream.push((slots, index) -> preparer.prepare(image, slots, index));
    stitcher.advance(stream.settled());
  }

  /** Says that there are no more frames. */
  void finish() {
    stream.finish();
    stitcher.finish(stream.frames());
    peaks.finish();
  }

  private void run(ClipBatch batch) {
    long began = System.nanoTime();
    io.run();
    long nanos = System.nanoTime() - began;
    FloatBuffer coarse = io.output(RallyModel.COARSE).asFloats();
    FloatBuffer fine = io.output(RallyModel.FINE).asFloats();
    for (int from = 0, row = 0; row < clipScores.length; row += columns, from++) {
      coarse.get(from * COARSE, clipScores, row, COARSE);
      fine.get(from * fineScores.length, clipScores, row + COARSE, fineScores.length);
    }
    stitcher.add(batch.start(0), clipScores);
    listener.onClip(clips++, nanos);
  }

  private void scores(long frame, float[] scores) {
    frames++;
    System.arraycopy(scores, COARSE, fineScores, 0, fineScores.length);
    listener.onScores(frame, seconds[slot(frame)], scores[1], fineScores);
    peaks.push(scores);
  }

  private void peak(long frame, float[] scores) {
    if (scores[1] > threshold) {
      events++;
      listener.onEvent(
          new RallyEvent(
              frame, seconds[slot(frame)], scores[1], labels.attributes(scores, COARSE)));
    }
  }

  private int slot(long frame) {
    return (int) (frame % seconds.length);
  }

  /** The frames that were pushed. */
  long decoded() {
    return stream.pushed();
  }

  /** The frames whose scores are told. */
  long frames() {
    return frames;
  }

  /** The events that are told. */
  long events() {
    return events;
  }
}
