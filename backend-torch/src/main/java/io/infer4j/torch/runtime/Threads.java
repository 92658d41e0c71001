package io.infer4j.torch.runtime;

import org.jspecify.annotations.Nullable;

/**
 * The number of threads within an operator, of which each library has one for the whole process.
 * The first model that is loaded decides: to change it while another runs would take the threads
 * from under that run.
 */
public abstract class Threads {
  private int decided;
  private boolean chosen;

  /**
   * Asks for so many threads, 0 for as many as there are.
   *
   * @return a sentence if it is not what this process runs with, null if it is
   */
  public final synchronized @Nullable String ask(int threads) {
    if (!chosen) {
      chosen = true;
      decided = decide(threads);
    }
    if (threads == 0 || threads == decided) {
      return null;
    }
    return threads
        + " threads were asked for, it runs with "
        + (decided == 0 ? "as many as PyTorch likes" : decided)
        + ": PyTorch has one number of threads for a process, and the first model that was loaded"
        + " decided it";
  }

  /**
   * Sets the number, or leaves it where that is 0.
   *
   * @return how many there are then, 0 if the library does not tell
   */
  public abstract int decide(int threads);
}
