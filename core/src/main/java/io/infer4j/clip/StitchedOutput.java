package io.infer4j.clip;

import io.infer4j.DType;
import io.infer4j.Tensor;
import io.infer4j.window.Blend;
import io.infer4j.window.ScoreSink;
import io.infer4j.window.ScoreStitcher;
import java.nio.Buffer;
import java.nio.FloatBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An output of a model and its stitcher, made when the first run tells the output's shape. */
final class StitchedOutput {
  private final String name;
  private final int size;
  private final int batch;
  private final Blend blend;
  private final ScoreSink sink;
  private @Nullable ScoreStitcher stitcher;

  /** The tensor of the last run and a view of it, the same ones where its shape is fixed. */
  private @Nullable Tensor tensor;

  private FloatBuffer scores = FloatBuffer.allocate(0);
  private int windowScores;

  StitchedOutput(String name, int size, int batch, Blend blend, ScoreSink sink) {
    this.name = Objects.requireNonNull(name, "output");
    this.size = size;
    this.batch = batch;
    this.blend = Objects.requireNonNull(blend, "blend");
    this.sink = Objects.requireNonNull(sink, "sink");
  }

  String name() {
    return name;
  }

  void add(Tensor output, ClipBatch clips) {
    ScoreStitcher current = view(output);
    for (int i = 0; i < clips.count(); i++) {
      ((Buffer) scores).position(i * windowScores);
      current.add(clips.start(i), scores);
    }
  }

  private ScoreStitcher view(Tensor output) {
    if (tensor != output || stitcher == null) {
      long[] dims = output.shape().dims();
      boolean fits = dims.length >= 2 && dims[0] == batch && dims[1] == size;
      int length = output.elements() / batch;
      if (output.dtype() != DType.FLOAT32 || !fits || length == 0) {
        throw misfit(output);
      }
      if (stitcher == null) {
        stitcher = new ScoreStitcher(size, length / size, blend, sink);
        windowScores = length;
      } else if (length != windowScores) {
        throw misfit(output);
      }
      tensor = output;
      scores = output.asFloats();
    }
    return stitcher;
  }

  private IllegalArgumentException misfit(Tensor output) {
    return new IllegalArgumentException(
        "expected output '"
            + name
            + "' to be float32["
            + batch
            + ", "
            + size
            + (stitcher == null ? ", scores of a frame" : ", " + windowScores / size)
            + "], got "
            + output.dtype()
            + output.shape());
  }

  void advance(long settled) {
    if (stitcher != null) {
      stitcher.advance(settled);
    }
  }

  void finish(long frames) {
    if (stitcher != null) {
      stitcher.finish(frames);
    }
  }
}
