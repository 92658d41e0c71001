package io.infer4j.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs a benchmark that has the parameters {@code model} and {@code route} in rounds, in each of
 * which every route gets one fork.
 *
 * <p>A time is the median of the iterations of one fork; a ratio is taken within a round, where a
 * busy machine slows both alike. Printed are the medians over the rounds, and the least and the
 * greatest ratio: where these lie far apart, the machine was too busy to tell.
 */
final class Rounds {
  private final Class<?> benchmark;
  private final List<String> routes;
  private final String baseline;
  private final int rounds;

  /** Rounds in which {@code routes} take turns, to be compared with {@code baseline}'s times. */
  Rounds(Class<?> benchmark, List<String> routes, String baseline, int rounds) {
    this.benchmark = benchmark;
    this.routes = routes;
    this.baseline = baseline;
    this.rounds = rounds;
  }

  /** Runs and prints. */
  void run(String model) throws RunnerException {
    List<List<Fork>> forks = new ArrayList<>();
    routes.forEach(route -> forks.add(new ArrayList<>()));
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < routes.size(); i++) {
        // Another one first in each round.
        int turn = (i + round) % routes.size();
        forks.get(turn).add(fork(model, routes.get(turn)));
      }
    }
    print(model, forks);
  }

  private Fork fork(String model, String route) throws RunnerException {
    Options options =
        new OptionsBuilder()
            .include(benchmark.getName())
            .param("model", model)
            .param("route", route)
            .forks(1)
            .warmupIterations(6)
            .warmupTime(TimeValue.milliseconds(400))
            .measurementIterations(15)
            .measurementTime(TimeValue.milliseconds(150))
            .addProfiler(GCProfiler.class)
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT)
            .build();
    RunResult result = new Runner(options).runSingle();
    List<Double> times = new ArrayList<>();
    for (BenchmarkResult fork : result.getBenchmarkResults()) {
      for (IterationResult iteration : fork.getIterationResults()) {
        times.add(iteration.getPrimaryResult().getScore());
      }
    }
    Result<?> bytes =
        Objects.requireNonNull(result.getSecondaryResults().get("gc.alloc.rate.norm"));
    return new Fork(median(times), bytes.getScore());
  }

  private void print(String model, List<List<Fork>> forks) {
    System.out.printf(
        Locale.ROOT,
        "%n%-9s %d rounds   %12s %9s   %9s  %s%n",
        model,
        rounds,
        "ns/run",
        "B/run",
        "x " + baseline,
        "(least .. greatest)");
    List<Fork> raw = forks.get(routes.indexOf(baseline));
    for (int i = 0; i < routes.size(); i++) {
      List<Double> times = new ArrayList<>();
      List<Double> bytes = new ArrayList<>();
      List<Double> ratios = new ArrayList<>();
      for (int round = 0; round < rounds; round++) {
        Fork fork = forks.get(i).get(round);
        times.add(fork.nanos);
        bytes.add(fork.bytes);
        ratios.add(fork.nanos / raw.get(round).nanos);
      }
      System.out.printf(
          Locale.ROOT,
          "%-20s %12.0f %9.0f   %12.3f  (%.3f .. %.3f)%n",
          routes.get(i),
          median(times),
          median(bytes),
          median(ratios),
          Collections.min(ratios),
          Collections.max(ratios));
    }
  }

  static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(x -> x).sorted().toArray();
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  private record Fork(double nanos, double bytes) {}
}
