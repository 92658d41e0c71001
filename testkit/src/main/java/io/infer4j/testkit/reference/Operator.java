package io.infer4j.testkit.reference;

import java.util.List;
import java.util.Set;

/**
 * What a model file may name as an operator.
 *
 * @param operands how many it takes, -1 for any number but none
 * @param shapedByData whether the shape of the result depends on what the operands hold, so that it
 *     has to be bound anew in each run
 */
record Operator(int operands, boolean shapedByData, Set<String> attributes, Binder binder) {
  /** Binds an operator to operands, whose number and attribute names have been checked. */
  interface Binder {
    /**
     * Checks dtypes and shapes, and allocates the result and whatever a run needs.
     *
     * @throws IllegalArgumentException if they do not fit, saying what was expected and what came
     */
    Kernel bind(List<Value> operands, Attributes attributes);
  }
}
