package io.infer4j.tflite.desktop;

import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.tensorflowlite.Interpreter.Check_cancelled_func_Pointer;

/**
 * How much TensorFlow Lite writes to standard error. Its function for that, {@code LogSeverity
 * LoggerOptions::SetMinimumLogSeverity(LogSeverity)}, is not in JavaCPP's API, but the libraries
 * for Linux and macOS export it, and JavaCPP can call what takes one word and gives one by its
 * address.
 */
final class Verbosity {
  private static final String SETTER =
      "_ZN6tflite13LoggerOptions21SetMinimumLogSeverityENS_11LogSeverityE";

  private static final int WARNING = 2;

  private Verbosity() {}

  /** Leaves out what is neither a warning nor an error, in this process from now on. */
  static void quiet() {
    Pointer setter = Loader.addressof(SETTER);
    if (setter == null || setter.isNull()) {
      return; // Windows: one line more is written.
    }
    // The first word of JavaCPP's object is the native function, the second is for Java's own.
    try (LongPointer object = new LongPointer(setter.address(), 0)) {
      new OneWord(object).call(Memory.at(WARNING));
    }
  }

  private static final class OneWord extends Check_cancelled_func_Pointer {
    OneWord(Pointer object) {
      super(object);
    }
  }
}
