package io.infer4j.torch;

import org.bytedeco.openblas.global.openblas_nolapack;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * The number of threads within an operator, of which PyTorch has one for the whole process. The
 * first model that is loaded decides: later ones run with its number.
 */
final class Threads {
  private static int decided;
  private static boolean chosen;

  private Threads() {}

  /**
   * Asks for so many threads, 0 for as many as there are.
   *
   * @return a sentence if it is not what this process runs with, null if it is
   */
  static synchronized @Nullable String ask(int threads) {
    if (!chosen) {
      chosen = true;
      if (threads > 0) {
        torch.set_num_threads(threads);
        // It has a pool of its own, which PyTorch's number does not reach. On a busy machine the
        // two
        // pools get into each other's way: MobileNet took ten times as long.
        openblas_nolapack.blas_set_num_threads(threads);
      }
      decided = threads > 0 ? threads : torch.get_num_threads();
    }
    if (threads == 0 || threads == decided) {
      return null;
    }
    return threads
        + " threads were asked for, it runs with "
        + decided
        + ": PyTorch has one number of threads for a process, and the first model that was loaded"
        + " decided it";
  }
}
