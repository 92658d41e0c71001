package io.infer4j.convert;

import io.infer4j.DType;
import io.infer4j.InferenceException;
import io.infer4j.InvalidInputException;
import io.infer4j.RunFailedException;

/** Says that an integer does not fit the other side's dtype. */
public final class IntegerOverflow {
  private final String name;
  private final boolean input;

  /** Of the input, or else the output, of that name. */
  public IntegerOverflow(String name, boolean input) {
    this.name = name;
    this.input = input;
  }

  InferenceException error(DType from, DType to, long value, int index) {
    String got = value + " at index " + index;
    if (input) {
      return new InvalidInputException(
          name, from + " values that fit " + to + ", which this variant takes", got);
    }
    return new RunFailedException(
        "output '" + name + "': expected " + from + " values that fit " + to + ", got " + got);
  }
}
