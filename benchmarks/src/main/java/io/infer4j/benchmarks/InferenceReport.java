package io.infer4j.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Runs {@link InferenceBenchmark} in {@link Rounds}, and prints each route's time and bytes of Java
 * heap per run and the ratio of its time to {@link Route#RAW_PINNED}'s.
 *
 * <pre>{@code
 * benchmarks/run                          # both models, 5 rounds, about 5 minutes
 * benchmarks/run 9 MLP RAW_PINNED INFER4J_BOUND
 * }</pre>
 */
public final class InferenceReport {
  private InferenceReport() {}

  /**
   * Runs and prints.
   *
   * @param args the number of rounds, then models and routes; all where none are named
   */
  public static void main(String[] args) throws RunnerException {
    int rounds = args.length == 0 ? 5 : Integer.parseInt(args[0]);
    List<String> models = new ArrayList<>();
    List<String> routes = new ArrayList<>();
    for (String arg : Arrays.asList(args).subList(Math.min(1, args.length), args.length)) {
      if (Arrays.stream(BenchmarkModel.values()).anyMatch(each -> each.name().equals(arg))) {
        models.add(arg);
      } else {
        routes.add(Route.valueOf(arg).name());
      }
    }
    if (models.isEmpty()) {
      Arrays.stream(BenchmarkModel.values()).map(Enum::name).forEach(models::add);
    }
    if (routes.isEmpty()) {
      Arrays.stream(Route.values()).map(Enum::name).forEach(routes::add);
    }
    // What the others are held to comes first.
    routes.remove(Route.RAW_PINNED.name());
    routes.add(0, Route.RAW_PINNED.name());
    for (String model : models) {
      new Rounds(InferenceBenchmark.class, Map.of("model", model), routes, rounds).print(model);
    }
  }
}
