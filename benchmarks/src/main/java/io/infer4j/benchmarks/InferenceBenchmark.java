package io.infer4j.benchmarks;

import java.util.Arrays;
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
 * One inference: floats in, run, floats out, by every {@link Route}. Times and bytes of Java heap
 * per run, as JMH gives them:
 *
 * <pre>{@code
 * benchmarks/run jmh InferenceBenchmark -prof gc
 * }</pre>
 *
 * <p>The ratios to {@link Route#RAW_PINNED}, from rounds in which the routes take turns, so that a
 * busy machine slows them alike:
 *
 * <pre>{@code
 * benchmarks/run
 * }</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class InferenceBenchmark {
  /** The model that is run. */
  @Param public BenchmarkModel model = BenchmarkModel.MLP;

  /** The way in which it is run. */
  @Param public Route route = Route.RAW_PINNED;

  private Contender contender;
  private float[] input;

  /** For JMH. */
  @SuppressWarnings("NullAway.Init") // open() is called before anything else.
  public InferenceBenchmark() {}

  /** Opens the contender, and checks that it computes what the raw runtime does. */
  @Setup
  public void open() throws Exception {
    contender = route.open(model);
    input = model.randomInput(1);
    try (Contender raw = Route.RAW_NAIVE.open(model)) {
      // Twice: results left over from the run before would go unnoticed.
      for (float[] values : new float[][] {model.randomInput(2), input}) {
        float[] expected = raw.infer(values).clone();
        float[] actual = contender.infer(values);
        if (!Arrays.equals(expected, actual)) {
          throw new IllegalStateException(
              route + " gives " + Arrays.toString(actual) + ", not " + Arrays.toString(expected));
        }
      }
    }
  }

  /** Closes the contender. */
  @TearDown
  public void close() throws Exception {
    contender.close();
  }

  /** One inference. */
  @Benchmark
  public float[] infer() throws Exception {
    return contender.infer(input);
  }
}
