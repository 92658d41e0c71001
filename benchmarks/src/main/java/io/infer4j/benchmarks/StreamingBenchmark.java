package io.infer4j.benchmarks;

import io.infer4j.DType;
import io.infer4j.Layout;
import io.infer4j.Tensor;
import io.infer4j.clip.ClipStream;
import io.infer4j.window.Windows;
import java.nio.FloatBuffer;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The time to fill a window of 96 frames of 3 x 64 x 64, with 48 frames shared with the next: what
 * a model waits for. A frame is prepared from 64 x 64 RGB bytes to normalised floats; the stream
 * prepares 48 frames a window, the naive way all 96. An operation is a window.
 *
 * <pre>{@code
 * benchmarks/run jmh StreamingBenchmark -prof gc
 * }</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init") // JMH sets the parameter, setUp the rest.
public class StreamingBenchmark {
  private static final int SIZE = 96;
  private static final int STEP = 48;
  private static final int PIXELS = 64 * 64;
  private static final int FRAME = 3 * PIXELS;

  /** Where a frame's channels lie: together, or each with those of the other frames. */
  @Param({"NTCHW", "NCTHW", "NTHWC"})
  public String layout;

  private final byte[][] video = new byte[2 * SIZE][FRAME];
  private final float[] prepared = new float[FRAME];
  private Tensor target;
  private FloatBuffer targetFloats;
  private ClipStream stream;
  private int next;
  private long windows;

  /** Makes a video of noise, and a stream that is past its first window. */
  @Setup
  public void setUp() {
    Random random = new Random(1);
    for (byte[] frame : video) {
      random.nextBytes(frame);
    }
    target =
        layout.equals("NCTHW")
            ? Tensor.allocate(DType.FLOAT32, 1, 3, SIZE, 64, 64)
            : layout.equals("NTCHW")
                ? Tensor.allocate(DType.FLOAT32, 1, SIZE, 3, 64, 64)
                : Tensor.allocate(DType.FLOAT32, 1, SIZE, 64, 64, 3);
    targetFloats = target.asFloats();
    stream =
        new ClipStream(
            target,
            Layout.of(layout),
            Windows.of(SIZE).step(STEP),
            clips -> windows += clips.count());
    for (int i = 0; i < SIZE; i++) {
      push();
    }
  }

  /** Normalises a frame, in the order of its layout. */
  private float[] prepare(int frame) {
    byte[] rgb = video[frame % video.length];
    if (layout.equals("NTHWC")) {
      for (int i = 0; i < FRAME; i++) {
        prepared[i] = ((rgb[i] & 255) - 114f) * 0.0174f;
      }
      return prepared;
    }
    for (int c = 0; c < 3; c++) {
      int plane = c * PIXELS;
      for (int i = 0; i < PIXELS; i++) {
        prepared[plane + i] = ((rgb[3 * i + c] & 255) - 114f) * 0.0174f;
      }
    }
    return prepared;
  }

  private void push() {
    stream.push(prepare(next));
    next = (next + 1) % video.length;
  }

  /** Pushes the 48 frames that complete the next window. */
  @Benchmark
  public long stream() {
    for (int i = 0; i < STEP; i++) {
      push();
    }
    return windows;
  }

  /** Prepares all 96 frames of the next window, straight into their places. */
  @Benchmark
  public float naive() {
    for (int t = 0; t < SIZE; t++) {
      float[] frame = prepare(next + t);
      if (layout.equals("NCTHW")) {
        for (int c = 0; c < 3; c++) {
          targetFloats.position((c * SIZE + t) * PIXELS);
          targetFloats.put(frame, c * PIXELS, PIXELS);
        }
      } else {
        targetFloats.position(t * FRAME);
        targetFloats.put(frame);
      }
    }
    next = (next + STEP) % video.length;
    return targetFloats.get(0);
  }
}
