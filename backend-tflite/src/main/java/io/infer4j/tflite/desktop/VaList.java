package io.infer4j.tflite.desktop;

import java.util.Locale;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/**
 * The arguments of a C function that takes any number of them, as the platform's ABI passes them.
 */
abstract class VaList {
  /** The next integer or pointer; the upper half of one of 32 bits means nothing. */
  abstract long nextLong();

  abstract double nextDouble();

  /**
   * A {@code va_list}.
   *
   * @param passed where the callback's parameter of that type is
   */
  static VaList of(Pointer passed) {
    String arch = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    boolean arm = arch.equals("aarch64") || arch.equals("arm64");
    BytePointer parameter = new BytePointer(passed);
    if (os.startsWith("windows") || (arm && os.startsWith("mac"))) {
      return new Slots(parameter.getLong(0));
    }
    // An array, of which C passes the address; on ARM a struct, of which the compiler does.
    return arm ? new Arm(parameter) : new SystemV(Memory.at(parameter.getLong(0)));
  }

  /** Windows and macOS on ARM: one 8-byte slot after the other. */
  private static final class Slots extends VaList {
    private long next;

    Slots(long first) {
      this.next = first;
    }

    @Override
    long nextLong() {
      next += 8;
      return Memory.at(next - 8).getLong(0);
    }

    @Override
    double nextDouble() {
      return Double.longBitsToDouble(nextLong());
    }
  }

  /**
   * Linux and macOS on x86-64: six integers and eight floats from registers, the rest from memory.
   */
  private static final class SystemV extends VaList {
    private static final int INTEGERS_END = 48;
    private static final int FLOATS_END = 176;

    private final long registers;
    private int integer;
    private int floating;
    private long overflow;

    SystemV(BytePointer list) {
      integer = list.getInt(0);
      floating = list.getInt(4);
      overflow = list.getLong(8);
      registers = list.getLong(16);
    }

    @Override
    long nextLong() {
      long at = integer < INTEGERS_END ? registers + integer : overflow;
      if (integer < INTEGERS_END) {
        integer += 8;
      } else {
        overflow += 8;
      }
      return Memory.at(at).getLong(0);
    }

    @Override
    double nextDouble() {
      long at = floating < FLOATS_END ? registers + floating : overflow;
      if (floating < FLOATS_END) {
        floating += 16;
      } else {
        overflow += 8;
      }
      return Memory.at(at).getDouble(0);
    }
  }

  /** Linux on ARM: registers at negative offsets from the ends of two areas, the rest in memory. */
  private static final class Arm extends VaList {
    private final long integersEnd;
    private final long floatsEnd;
    private long stack;
    private int integer;
    private int floating;

    Arm(BytePointer list) {
      stack = list.getLong(0);
      integersEnd = list.getLong(8);
      floatsEnd = list.getLong(16);
      integer = list.getInt(24);
      floating = list.getInt(28);
    }

    @Override
    long nextLong() {
      long at = integer < 0 ? integersEnd + integer : stack;
      if (integer < 0) {
        integer += 8;
      } else {
        stack += 8;
      }
      return Memory.at(at).getLong(0);
    }

    @Override
    double nextDouble() {
      long at = floating < 0 ? floatsEnd + floating : stack;
      if (floating < 0) {
        floating += 16;
      } else {
        stack += 8;
      }
      return Memory.at(at).getDouble(0);
    }
  }
}
