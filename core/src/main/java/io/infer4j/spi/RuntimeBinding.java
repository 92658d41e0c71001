package io.infer4j.spi;

import io.infer4j.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Fixed inputs and outputs of a model, to be run again and again. Core calls one method at a time,
 * save for {@link #cancel}, and {@link #close} once, never during a run; nothing afterwards.
 */
public interface RuntimeBinding extends AutoCloseable {
  /**
   * Reads the inputs' memory, writes the outputs'. Where shapes are fixed it allocates nothing.
   *
   * @throws io.infer4j.RunFailedException if the runtime fails, in its words
   * @throws io.infer4j.RunCancelledException if {@link #cancel} ended it
   */
  void run();

  /**
   * Output {@code index} in Java memory that outlives the binding. The same tensor before and after
   * a run where the shape is known beforehand; else null before the first run, and after each run
   * the tensor of that run, which may be another; null also after a run that did not give this
   * output, where the file does not tell the outputs. Never shares memory with an input or another
   * output.
   */
  @Nullable Tensor output(int index);

  /**
   * Puts back what the model keeps from run to run to what it was when it was loaded. What it keeps
   * is the binding's own: a new binding starts with what was loaded, and no two ever see each
   * other's. Where models keep nothing there is nothing to do.
   *
   * @throws io.infer4j.InferenceException if the runtime fails, in its words
   */
  default void reset() {}

  /**
   * Ends the run in progress soon. Called from another thread between the beginning of {@link #run}
   * as core sees it and its end, so perhaps a moment before the runtime starts or after it is done;
   * the run may then end as cancelled or as if nothing had happened. Without {@link
   * Capability#CANCELLATION} it is never called.
   */
  void cancel();

  /**
   * Undoes {@link #cancel}, so that the next run is not cancelled. Called after a run during which
   * {@code cancel} was called, before the next.
   */
  void clearCancel();

  @Override
  void close();
}
