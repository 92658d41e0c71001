package io.infer4j.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Runs {@link InferenceBenchmark} in {@link Rounds} and prints each route's time and bytes of Java
 * heap per run and the ratio of its time to {@link Route#RAW_PINNED}'s: the medians over the
 * rounds, and the least and the greatest ratio. Where these lie far apart, the machine was too busy
 * to tell.
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
    // What the others are held to comes first.
    report.routes.remove(Route.RAW_PINNED);
    report.routes.add(0, Route.RAW_PINNED);
    for (BenchmarkModel model : report.models) {
      report.print(
          model,
          new Rounds(
              InferenceBenchmark.class,
              Map.of("model", model.name()),
              report.routes,
              report.rounds));
    }
  }

  private void print(BenchmarkModel model, Rounds measured) {
    System.out.printf(
        Locale.ROOT,
        "%n%-9s %d rounds   %12s %9s   %9s  %s%n",
        model,
        rounds,
        "ns/run",
        "B/run",
        "x " + Route.RAW_PINNED,
        "(least .. greatest)");
    for (int i = 0; i < routes.size(); i++) {
      System.out.printf(
          Locale.ROOT,
          "%-20s %12.0f %9.0f   %12.3f  (%.3f .. %.3f)%n",
          routes.get(i),
          measured.nanos(i),
          measured.bytes(i),
          measured.ratio(i),
          measured.leastRatio(i),
          measured.greatestRatio(i));
    }
  }
}
