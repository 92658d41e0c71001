package io.infer4j.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Runs {@link TorchBenchmark} in {@link Rounds}, and prints each route's time and bytes of Java
 * heap per run and the ratio of its time to {@link TorchRoute#RAW_BOUND}'s; then, as {@link
 * TorchColdStart} does, the time to the first result in a new JVM.
 *
 * <p>Two libtorch cannot live in one process, so the routes meet only in turns: each has forks of
 * its own. DJL's libtorch is another version than the one that infer4j and the raw route share
 * (2.7.1 and 2.10.0), built by others against another BLAS: for a model whose time goes into its
 * operators the ratio tells of the builds, for a small one of the layers above them.
 *
 * <pre>{@code
 * benchmarks/run torch                          # three models, 5 rounds, about 7 minutes
 * benchmarks/run torch 9 DIGITS RAW_BOUND INFER4J_BOUND
 * benchmarks/run torch 11 COLD
 * }</pre>
 */
public final class TorchReport {
  private static final String COLD = "COLD";

  private TorchReport() {}

  /**
   * Runs and prints.
   *
   * @param args the number of rounds, then models, {@code COLD} and routes; all where none are
   *     named
   */
  public static void main(String[] args) throws Exception {
    int rounds = args.length == 0 ? 5 : Integer.parseInt(args[0]);
    List<String> models = new ArrayList<>();
    List<String> routes = new ArrayList<>();
    for (String arg : Arrays.asList(args).subList(Math.min(1, args.length), args.length)) {
      if (arg.equals(COLD)
          || Arrays.stream(TorchModels.values()).anyMatch(each -> each.name().equals(arg))) {
        models.add(arg);
      } else {
        routes.add(TorchRoute.valueOf(arg).name());
      }
    }
    if (models.isEmpty()) {
      Arrays.stream(TorchModels.values()).map(Enum::name).forEach(models::add);
      models.add(COLD);
    }
    if (routes.isEmpty()) {
      Arrays.stream(TorchRoute.values()).map(Enum::name).forEach(routes::add);
    }
    // What the others are held to comes first.
    routes.remove(TorchRoute.RAW_BOUND.name());
    routes.add(0, TorchRoute.RAW_BOUND.name());
    for (String model : models) {
      if (model.equals(COLD)) {
        TorchColdStart.report(rounds);
      } else {
        new Rounds(TorchBenchmark.class, Map.of("model", model), routes, rounds).print(model);
      }
    }
  }
}
