package io.infer4j.window;

import io.infer4j.IoBinding;
import io.infer4j.Tensor;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * What runs windows: memory for a batch of them, and a call that turns the batch into results.
 * Windows are written straight into that memory, so a bound model reads them where they are. The
 * first dimension of the memory is the greatest number of windows in a batch.
 */
public interface Predictor {
  /** The memory for windows, [batch, ...]: always the same tensor. */
  Tensor input();

  /**
   * Runs the windows in {@link #input}.
   *
   * @param count how many there are; memory beyond them holds older ones, whose results are ignored
   * @return [count or more, ...], valid until the next call
   */
  Tensor predict(int count);

  /**
   * Runs a bound model, whose input's first dimension is the batch.
   *
   * @param io stays the caller's, to close and to fill other inputs of
   * @throws IllegalArgumentException if there is no such input
   */
  static Predictor of(IoBinding io, String input, String output) {
    Tensor memory = Objects.requireNonNull(io, "io").input(input);
    Objects.requireNonNull(output, "output");
    return new Predictor() {
      @Override
      public Tensor input() {
        return memory;
      }

      @Override
      public Tensor predict(int count) {
        io.run();
        return io.output(output);
      }
    };
  }

  /**
   * Runs any function.
   *
   * @param input memory for the windows, [batch, ...]
   * @param function gets the first windows of {@code input} as [count, ...], gives [count, ...]
   */
  static Predictor of(Tensor input, UnaryOperator<Tensor> function) {
    Objects.requireNonNull(input, "input");
    Objects.requireNonNull(function, "function");
    return new Predictor() {
      @Override
      public Tensor input() {
        return input;
      }

      @Override
      public Tensor predict(int count) {
        return function.apply(input.slice(0, count));
      }
    };
  }
}
