package io.infer4j.testkit.reference;

/** Sleeping, as a model with much to compute would keep its caller waiting. */
final class Delay {
  private Delay() {}

  /** An operator that takes its time to copy its operand. */
  static Kernel of(Value x, Attributes attributes) {
    int millis = attributes.integer("milliseconds");
    Kernel copy = Rearranging.identity(x);
    return new Kernel(
        copy.result(),
        () -> {
          millis(millis);
          copy.run();
        });
  }

  /** Sleeps; an interrupt ends the sleep and nothing else. */
  static void millis(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
