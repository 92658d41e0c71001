package io.infer4j.benchmarks;

import io.infer4j.IoBinding;
import io.infer4j.LoadOptions;
import io.infer4j.Model;
import io.infer4j.rally.RallySpotter;

/**
 * A child of {@link RallyReport}: loads a variant of the rally's model, runs it on one clip, prints
 * how long that took.
 */
final class RallyFirstClip {
  private RallyFirstClip() {}

  /**
   * Prints the milliseconds from here to the first result.
   *
   * @param args the variant, the number of threads
   */
  public static void main(String[] args) {
    long start = System.nanoTime();
    LoadOptions options = LoadOptions.defaults().withThreads(Integer.parseInt(args[1]));
    try (Model model = RallySpotter.bundle().load(args[0], options);
        IoBinding io = model.bind()) {
      io.run();
      float score = io.output("coarse").asFloats().get(0);
      long end = System.nanoTime();
      if (!(score >= 0 && score <= 1)) {
        throw new IllegalStateException("expected a score from 0 to 1, got " + score);
      }
      System.out.println("cold=" + (end - start) / 1e6);
    }
    System.exit(0); // libtorch's threads
  }
}
