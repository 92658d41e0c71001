package org.pytorch;

import org.bytedeco.pytorch.global.torch;

/** Takes the place of the AAR's class of this name, see {@link LiteNativePeer}. */
public final class PyTorchAndroid {
  private PyTorchAndroid() {}

  /** Sets the threads of the desktop's PyTorch. */
  public static void setNumThreads(int threads) {
    torch.set_num_threads(threads);
  }
}
