package io.infer4j.testkit.reference;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One operation of a model.
 *
 * @param line of the file
 * @param operator and how the file names it
 * @param operands the numbers of the values that it takes
 * @param result the number of the value that it computes
 */
record Step(
    int line,
    String name,
    Operator operator,
    List<Integer> operands,
    Attributes attributes,
    int result) {
  /** Whether its operands are among these. */
  boolean isReady(@Nullable Value[] values) {
    for (int operand : operands) {
      if (values[operand] == null) {
        return false;
      }
    }
    return true;
  }

  /**
   * Binds it to its operands, which are among these, and adds its result to them.
   *
   * @throws Mistake if they do not fit
   */
  Kernel bind(@Nullable Value[] values) {
    List<Value> mine = new ArrayList<>();
    for (int operand : operands) {
      Value value = values[operand];
      if (value == null) {
        throw new IllegalStateException("value " + operand + " is not there yet");
      }
      mine.add(value);
    }
    try {
      Kernel kernel = operator.binder().bind(mine, attributes);
      values[result] = kernel.result();
      return kernel;
    } catch (RuntimeException e) {
      throw mistake(e);
    }
  }

  /** The same with the line and the operator. */
  Mistake mistake(RuntimeException e) {
    return new Mistake(line, name + ": " + e.getMessage());
  }
}
