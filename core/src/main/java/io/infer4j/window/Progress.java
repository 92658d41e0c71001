package io.infer4j.window;

/** Hears how far a run over many windows has come, and may stop it. */
@FunctionalInterface
public interface Progress {
  /**
   * Called after each batch of windows, on the thread that runs them.
   *
   * @param done the windows that are done
   * @param total all windows
   * @return false to stop, which ends the run with {@link io.infer4j.RunCancelledException}
   */
  boolean update(long done, long total);
}
