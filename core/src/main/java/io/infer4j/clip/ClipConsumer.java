package io.infer4j.clip;

/** Takes windows that lie in the memory of a {@link ClipStream}, to run a model on them. */
@FunctionalInterface
public interface ClipConsumer {
  /**
   * Called on the thread that pushes, which waits: a slow model holds its producer back.
   *
   * @param clips which windows they are; the object is used again
   */
  void accept(ClipBatch clips);
}
