package io.infer4j.benchmarks;

import io.infer4j.InferenceEngines;
import io.infer4j.IoBinding;
import io.infer4j.Model;
import io.infer4j.ModelSource;
import io.infer4j.bundle.ModelBundle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a bundle's mapping costs: a run of a model that does nothing, behind a bundle whose
 * 3x224x224 float image it takes in another layout, quantised, both, or neither. Beside it a plain
 * copy of the same floats from memory to memory, and the loop that one would write by hand.
 *
 * <pre>{@code
 * benchmarks/run jmh BundleBenchmark -prof gc
 * }</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class BundleBenchmark {
  private static final int SIDE = 224;
  private static final int PIXELS = SIDE * SIDE;
  private static final float SCALE = 0.0078125f * 1.1f;
  private static final int ZERO_POINT = 3;

  /** For JMH. */
  public BundleBenchmark() {}

  /** A bundle's model, bound. */
  @State(Scope.Thread)
  public static class Bound {
    /** What differs on the file's side. */
    @Param({"nothing", "layout", "dtype", "both"})
    public String mapped = "both";

    private Path folder = Path.of("");
    private @Nullable Model model;
    private @Nullable IoBinding io;

    /** For JMH. */
    public Bound() {}

    /** Writes the bundle and loads it. */
    @Setup
    public void load() throws IOException {
      folder = Files.createTempDirectory("infer4j-bundle");
      byte[] file = "idle".getBytes(StandardCharsets.UTF_8);
      Files.write(folder.resolve("idle.bin"), file);
      boolean layout = mapped.equals("layout") || mapped.equals("both");
      boolean dtype = mapped.equals("dtype") || mapped.equals("both");
      String text =
          "infer4j.version=1\ninput.0.name=image\ninput.0.dtype=float32\n"
              + "input.0.shape=1,3,224,224\ninput.0.layout=NCHW\n"
              + "output.0.name=out\noutput.0.dtype=float32\noutput.0.shape=1\n"
              + "variant.idle.format=idle\nvariant.idle.file=idle.bin\nvariant.idle.sha256="
              + ModelSource.of(file).sha256()
              + (layout ? "\nvariant.idle.input.0.layout=NHWC" : "")
              + (dtype
                  ? "\nvariant.idle.input.0.dtype=uint8\nvariant.idle.input.0.scale="
                      + SCALE
                      + "\nvariant.idle.input.0.zero_point="
                      + ZERO_POINT
                  : "");
      Files.writeString(folder.resolve("model.properties"), text);
      Model loaded =
          ModelBundle.open(folder).withEngines(InferenceEngines.of(new IdleEngine())).load();
      model = loaded;
      IoBinding bound = loaded.bind();
      fill(bound.input("image").asFloats());
      io = bound;
    }

    /** Closes and deletes. */
    @TearDown
    public void close() throws IOException {
      Objects.requireNonNull(model).close();
      Files.delete(folder.resolve("model.properties"));
      Files.delete(folder.resolve("idle.bin"));
      Files.delete(folder);
    }
  }

  private final ByteBuffer source = memory(4 * 3 * PIXELS);
  private final ByteBuffer target = memory(4 * 3 * PIXELS);
  private final FloatBuffer sourceFloats = source.asFloatBuffer();

  private static ByteBuffer memory(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
  }

  private static void fill(FloatBuffer floats) {
    for (int i = 0; i < floats.capacity(); i++) {
      floats.put(i, (i * 7 % 1000) / 500f - 1);
    }
  }

  /** Fills the image of the copy and of the loop. */
  @Setup
  public void fill() {
    fill(sourceFloats);
  }

  /** The bundle's run. */
  @Benchmark
  public void infer4j(Bound bound) {
    Objects.requireNonNull(bound.io).run();
  }

  /** 602,112 bytes from memory to memory. */
  @Benchmark
  public ByteBuffer copy() {
    return target.put(0, source, 0, source.capacity());
  }

  /** Quantised and turned, by the loop that one would write by hand. */
  @Benchmark
  public ByteBuffer loop() {
    for (int pixel = 0; pixel < PIXELS; pixel++) {
      for (int channel = 0; channel < 3; channel++) {
        float real = sourceFloats.get(channel * PIXELS + pixel);
        long step = Math.round((double) (real / SCALE)) + ZERO_POINT;
        target.put(3 * pixel + channel, (byte) Math.max(0, Math.min(255, step)));
      }
    }
    return target;
  }
}
