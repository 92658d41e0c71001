package io.infer4j.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
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
 * Runs {@link InferenceBenchmark} in rounds, in each of which every route gets one fork, and prints
 * each route's time and bytes of Java heap per run and the ratio of its time to {@link
 * Route#RAW_PINNED}'s.
 *
 * <p>A time is the median of the iterations of one fork; a ratio is taken within a round, where a
 * busy machine slows both alike. Printed are the medians over the rounds, and the least and the
 * greatest ratio: where these lie far apart, the machine was too busy to tell.
 *
 * <pre>{@code
 * benchmarks/run                          # both models, 5 rounds, about 5 minutes
 * benchmarks/run 9 MLP RAW_PINNED INFER4J_BOUND
 * }</pre>
 */
public final class InferenceReport {
  private final int rounds;
  private final List<BenchmarkModel> models = new ArrayList<>();
  private final List<Route> routes = new ArrayList<>();

  private InferenceReport(int rounds) {
    this.rounds = rounds;
  }

  /**
   * Runs and prints.
   *
   * @param args the number of rounds, then models and routes; all where none are named
   */
  public static void main(String[] args) throws RunnerException {
    InferenceReport report = new InferenceReport(args.length == 0 ? 5 : Integer.parseInt(args[0]));
    for (String arg : Arrays.asList(args).subList(Math.min(1, args.length), args.length)) {
      if (Arrays.stream(BenchmarkModel.values()).anyMatch(each -> each.name().equals(arg))) {
        report.models.add(BenchmarkModel.valueOf(arg));
      } else {
        report.routes.add(Route.valueOf(arg));
      }
    }
    if (report.models.isEmpty()) {
      report.models.addAll(Arrays.asList(BenchmarkModel.values()));
    }
    if (report.routes.isEmpty()) {
      report.routes.addAll(Arrays.asList(Route.values()));
    }
    if (!report.routes.contains(Route.RAW_PINNED)) {
      report.routes.add(0, Route.RAW_PINNED);
    }
    report.run();
  }

  private void run() throws RunnerException {
    for (BenchmarkModel model : models) {
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
  }

  private static Fork fork(BenchmarkModel model, Route route) throws RunnerException {
    Options options =
        new OptionsBuilder()
            .include(InferenceBenchmark.class.getName())
            .param("model", model.name())
            .param("route", route.name())
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

  private void print(BenchmarkModel model, List<List<Fork>> forks) {
    System.out.printf(
        Locale.ROOT,
        "%n%-9s %d rounds   %12s %9s   %9s  %s%n",
        model,
        rounds,
        "ns/run",
        "B/run",
        "x " + Route.RAW_PINNED,
        "(least .. greatest)");
    List<Fork> raw = forks.get(routes.indexOf(Route.RAW_PINNED));
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
