package io.infer4j.testkit.broken;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.Buffer;
import java.nio.ByteBuffer;

/** What only native code can do, or the JDK's Unsafe: addresses, and memory that nobody frees. */
final class NativeMemory {
  private static final Object UNSAFE;
  private static final long ADDRESS_FIELD;

  static {
    try {
      Field field = Class.forName("sun.misc.Unsafe").getDeclaredField("theUnsafe");
      field.setAccessible(true);
      UNSAFE = field.get(null);
      ADDRESS_FIELD =
          (long)
              method("objectFieldOffset", Field.class)
                  .invoke(UNSAFE, Buffer.class.getDeclaredField("address"));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("the JDK has no Unsafe of this kind", e);
    }
  }

  private NativeMemory() {}

  static long address(ByteBuffer direct) {
    return (long) call("getLong", new Class<?>[] {Object.class, long.class}, direct, ADDRESS_FIELD);
  }

  /** Reads as many bytes as there is room for. */
  static void read(long address, ByteBuffer to) {
    for (int i = 0; i < to.capacity(); i++) {
      to.put(i, (byte) call("getByte", new Class<?>[] {long.class}, address + i));
    }
  }

  /** Takes memory that is never given back. */
  static void leak(long bytes) {
    Object address = call("allocateMemory", new Class<?>[] {long.class}, bytes);
    Class<?>[] types = {long.class, long.class, byte.class};
    call("setMemory", types, address, bytes, (byte) 1);
  }

  private static Method method(String name, Class<?>... types) throws NoSuchMethodException {
    return UNSAFE.getClass().getMethod(name, types);
  }

  private static Object call(String name, Class<?>[] types, Object... arguments) {
    try {
      return method(name, types).invoke(UNSAFE, arguments);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("the JDK has no Unsafe of this kind", e);
    }
  }
}
