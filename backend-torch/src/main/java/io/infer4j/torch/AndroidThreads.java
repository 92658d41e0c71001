package io.infer4j.torch;

import org.jspecify.annotations.Nullable;
import org.pytorch.PyTorchAndroid;
import org.slf4j.LoggerFactory;

/**
 * The size of the thread pool, of which there is one for the whole process. The first model that is
 * loaded decides: to change it while another runs would take the pool from under that run.
 */
final class AndroidThreads {
  private static final int UNDECIDED = -1;

  private static int decided = UNDECIDED;

  private AndroidThreads() {}

  /**
   * Asks for so many threads, 0 for as many as PyTorch likes.
   *
   * @return a sentence if it is not what this process runs with, null if it is
   */
  static synchronized @Nullable String ask(int threads, String model) {
    if (decided == UNDECIDED) {
      decided = threads;
      if (threads > 0) {
        PyTorchAndroid.setNumThreads(threads);
      }
    }
    if (threads == 0 || threads == decided) {
      return null;
    }
    String refusal =
        threads
            + " threads were asked for, it runs with "
            + (decided == 0 ? "as many as PyTorch likes" : decided)
            + ": PyTorch has one number of threads for a process, and the first model that was"
            + " loaded decided it";
    LoggerFactory.getLogger(TorchEngine.class).warn("{}: {}", model, refusal);
    return refusal;
  }
}
