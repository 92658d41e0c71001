package io.infer4j.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * A JMH benchmark in rounds, in each of which every route gets one fork. A time is the median of
 * the iterations of one fork; a ratio to the first route is taken within a round, where a busy
 * machine slows both alike.
 */
final class Rounds {
  private final List<?> routes;
  private final List<List<Fork>> forks = new ArrayList<>();

  /**
   * Runs them.
   *
   * @param params the benchmark's parameters, save for the one that names the way
   * @param routes the ways, what the others are held to first
   */
  Rounds(Class<?> benchmark, Map<String, String> params, List<?> routes, int rounds)
      throws RunnerException {
    this.routes = routes;
    routes.forEach(route -> forks.add(new ArrayList<>()));
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < routes.size(); i++) {
        // Another one first in each round.
        int turn = (i + round) % routes.size();
        forks.get(turn).add(fork(benchmark, params, routes.get(turn).toString()));
      }
    }
  }

  private static Fork fork(Class<?> benchmark, Map<String, String> params, String route)
      throws RunnerException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(benchmark.getName() + "[.]")
            .param("route", route)
            .forks(1)
            .warmupIterations(6)
            .warmupTime(TimeValue.milliseconds(400))
            .measurementIterations(15)
            .measurementTime(TimeValue.milliseconds(150))
            .addProfiler(GCProfiler.class)
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT);
    params.forEach(options::param);
    RunResult result = new Runner(options.build()).runSingle();
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

  /**
   * Prints each route's time and bytes of Java heap per run and the ratio of its time to the first
   * route's: the medians over the rounds, and the least and the greatest ratio. Where these lie far
   * apart, the machine was too busy to tell.
   */
  void print(String title) {
    System.out.printf(
        Locale.ROOT,
        "%n%-9s %d rounds   %12s %9s   %9s  %s%n",
        title,
        forks.get(0).size(),
        "ns/run",
        "B/run",
        "x " + routes.get(0),
        "(least .. greatest)");
    for (int i = 0; i < routes.size(); i++) {
      System.out.printf(
          Locale.ROOT,
          "%-20s %12.0f %9.0f   %12.3f  (%.3f .. %.3f)%n",
          routes.get(i),
          nanos(i),
          bytes(i),
          ratio(i),
          leastRatio(i),
          greatestRatio(i));
    }
  }

  /** The median over the rounds, of nanoseconds. */
  double nanos(int route) {
    return median(forks.get(route).stream().map(Fork::nanos).toList());
  }

  /** The median over the rounds, of bytes of Java heap per run. */
  double bytes(int route) {
    return median(forks.get(route).stream().map(Fork::bytes).toList());
  }

  double ratio(int route) {
    return median(ratios(route));
  }

  double leastRatio(int route) {
    return Collections.min(ratios(route));
  }

  double greatestRatio(int route) {
    return Collections.max(ratios(route));
  }

  private List<Double> ratios(int route) {
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < forks.get(route).size(); round++) {
      ratios.add(forks.get(route).get(round).nanos / forks.get(0).get(round).nanos);
    }
    return ratios;
  }

  static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(x -> x).sorted().toArray();
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  private record Fork(double nanos, double bytes) {}
}
