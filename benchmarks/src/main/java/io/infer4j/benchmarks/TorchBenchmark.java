package io.infer4j.benchmarks;

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
 * One inference on PyTorch: floats in, run, floats out, by every {@link TorchRoute}. Times and
 * bytes of Java heap per run, as JMH gives them:
 *
 * <pre>{@code
 * benchmarks/run jmh TorchBenchmark -prof gc
 * }</pre>
 *
 * <p>The ratios to {@link TorchRoute#RAW_BOUND}, from rounds in which the routes take turns:
 *
 * <pre>{@code
 * benchmarks/run torch
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
public class TorchBenchmark {
  /** The model that is run. */
  @Param public TorchModels model = TorchModels.DIGITS;

  /** The way in which it is run. */
  @Param public TorchRoute route = TorchRoute.RAW_BOUND;

  private TorchContender contender;
  private float[][] inputs;

  /** For JMH. */
  @SuppressWarnings("NullAway.Init") // open() is called before anything else.
  public TorchBenchmark() {}

  /** Opens the contender, and checks that it computes what PyTorch does. */
  @Setup
  public void open() throws Exception {
    contender = route.open(model);
    // Other inputs in turn, and often enough that the first runs, which differ, are over: results
    // left over from the run before would go unnoticed.
    for (int round = 0; round < 3; round++) {
      for (int seed = 2; seed > 0; seed--) {
        inputs = model.randomInputs(seed);
        model.check(seed, contender.infer(inputs));
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
  public float[][] infer() throws Exception {
    return contender.infer(inputs);
  }
}
