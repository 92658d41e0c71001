package io.infer4j.benchmarks;

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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One inference on TensorFlow Lite: floats in, run, floats out, by every {@link TfliteRoute}.
 *
 * <pre>{@code
 * benchmarks/run jmh TfliteBenchmark -prof gc -p model=FC -p threads=1
 * benchmarks/run jmh TfliteBenchmark -p model=MOBILENET -p threads=1,2
 * }</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 3,
    jvmArgsAppend = {
      "-Dorg.bytedeco.javacpp.maxBytes=0",
      "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0"
    })
public class TfliteBenchmark {
  /** The model that is run. */
  @Param public TfliteModels model = TfliteModels.FC;

  /** The way in which it is run. */
  @Param public TfliteRoute route = TfliteRoute.RAW_VIEWS;

  /** Within an operator. */
  @Param({"1", "2"})
  public int threads = 1;

  private TfliteContender contender;
  private float[] input;

  /** For JMH. */
  @SuppressWarnings("NullAway.Init") // open() is called before anything else.
  public TfliteBenchmark() {}

  /** Opens the contender, and checks that it computes what the raw runtime does. */
  @Setup
  public void open() {
    byte[] file = model.bytes();
    contender = route.open(file, threads);
    Random random = new Random(1);
    input = new float[model == TfliteModels.FC ? 4 : 224 * 224 * 3];
    // Twice: results left over from the run before would go unnoticed.
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < input.length; i++) {
        input[i] = random.nextFloat();
      }
      try (TfliteContender raw = TfliteRoute.RAW_VIEWS.open(file, threads)) {
        float[] expected = raw.infer(input);
        float[] actual = contender.infer(input);
        for (int i = 0; i < expected.length; i++) {
          if (!(Math.abs(expected[i] - actual[i]) <= 1e-3 * (1 + Math.abs(expected[i])))) {
            throw new IllegalStateException(
                route + " gives " + actual[i] + " at " + i + ", not " + expected[i]);
          }
        }
      }
    }
  }

  /** Closes the contender. */
  @TearDown
  public void close() {
    contender.close();
  }

  /** One inference. */
  @Benchmark
  public float[] infer() {
    return contender.infer(input);
  }
}
