package io.infer4j;

import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Whether a buffer's address is a multiple of an element's size. */
final class Alignment {
  /**
   * {@code ByteBuffer.alignmentOffset}, in Java since 9 but in Android only since API 34: by
   * reflection, and where it is missing unaligned memory is let through, as ARMv8 does.
   */
  private static final @Nullable Method OFFSET = find();

  private Alignment() {}

  static boolean isAligned(ByteBuffer buffer, int unit) {
    if (OFFSET == null) {
      return true;
    }
    try {
      return unit == 1 || (int) OFFSET.invoke(buffer, buffer.position(), unit) == 0;
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }

  private static @Nullable Method find() {
    try {
      return ByteBuffer.class.getMethod("alignmentOffset", int.class, int.class);
    } catch (NoSuchMethodException e) {
      return null;
    }
  }
}
