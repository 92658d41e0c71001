package io.infer4j.tflite.android;

import io.infer4j.tflite.runtime.TfliteRuntime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.lite.Delegate;

/**
 * The delegates that an app can bring, by the names that infer4j gives to accelerators. By
 * reflection: the GPU's comes in an artifact of its own. Its interpreters run on the thread that
 * made them and on no other, which the runtime says where it is not kept to.
 */
enum AndroidDelegate {
  NNAPI("org.tensorflow.lite.nnapi.NnApiDelegate"),
  GPU("org.tensorflow.lite.gpu.GpuDelegate");

  private final String className;

  AndroidDelegate(String className) {
    this.className = className;
  }

  String accelerator() {
    return this == NNAPI ? "nnapi" : "gpu";
  }

  /** The names of all accelerators whose classes are there. */
  static List<String> available() {
    List<String> names = new ArrayList<>();
    names.add(TfliteRuntime.CPU);
    names.add(TfliteRuntime.XNNPACK);
    for (AndroidDelegate each : values()) {
      if (each.type() != null) {
        names.add(each.accelerator());
      }
    }
    return names;
  }

  /** The delegate of that name if its class is there. */
  static @Nullable AndroidDelegate find(String accelerator) {
    for (AndroidDelegate each : values()) {
      if (each.accelerator().equals(accelerator) && each.type() != null) {
        return each;
      }
    }
    return null;
  }

  /** A new one, to be closed after the interpreter. */
  Delegate open() throws ReflectiveOperationException {
    Class<?> type = type();
    if (type == null) {
      throw new ClassNotFoundException(className);
    }
    return (Delegate) type.getConstructor().newInstance();
  }

  private @Nullable Class<?> type() {
    try {
      return Class.forName(className, false, AndroidDelegate.class.getClassLoader());
    } catch (ClassNotFoundException | LinkageError e) {
      return null;
    }
  }
}
