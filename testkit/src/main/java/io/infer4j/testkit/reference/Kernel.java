package io.infer4j.testkit.reference;

/** An operator bound to the memory of its operands and of its result. */
record Kernel(Value result, Runnable computation) {
  void run() {
    computation.run();
  }
}
