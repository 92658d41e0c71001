package io.infer4j.benchmarks;

import java.util.Locale;

/** The child of {@link ColdStart}: loads the small model, runs it once, prints how long it took. */
final class FirstResult {
  private FirstResult() {}

  public static void main(String[] args) throws Exception {
    long start = System.nanoTime();
    BenchmarkModel model = BenchmarkModel.MLP;
    try (Contender contender = Route.valueOf(args[0]).open(model)) {
      contender.infer(model.randomInput(1));
      long end = System.nanoTime();
      System.out.println(String.format(Locale.ROOT, "%.3f", (end - start) / 1e6));
    }
  }
}
