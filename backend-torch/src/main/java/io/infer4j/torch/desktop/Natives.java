package io.infer4j.torch.desktop;

import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/** Native objects that are ours until we free them. */
final class Natives {
  private Natives() {}

  /**
   * Takes a new object out of the care of a {@link org.bytedeco.javacpp.PointerScope} that the
   * caller may have open: its end would free the object under us.
   */
  static <P extends Pointer> P own(P pointer) {
    return pointer.retainReference();
  }

  static void free(@Nullable Pointer pointer) {
    if (pointer != null) {
      pointer.deallocate();
    }
  }
}
