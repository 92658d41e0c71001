package io.infer4j.testkit.reference;

/**
 * An operator bound to the memory of its operands and of its result.
 *
 * @param forgetting puts back what it keeps from run to run
 */
record Kernel(Value result, Runnable computation, Runnable forgetting) {
  /** One that keeps nothing. */
  Kernel(Value result, Runnable computation) {
    this(result, computation, () -> {});
  }

  void run() {
    computation.run();
  }

  void reset() {
    forgetting.run();
  }
}
