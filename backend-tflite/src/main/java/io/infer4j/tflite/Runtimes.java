package io.infer4j.tflite;

import io.infer4j.tflite.android.AndroidRuntime;
import io.infer4j.tflite.desktop.DesktopRuntime;
import io.infer4j.tflite.runtime.TfliteRuntime;
import org.jspecify.annotations.Nullable;

/**
 * Which of the two libraries is used. Neither's classes are touched when it is not: they may not be
 * there.
 */
public final class Runtimes {
  public static final String DESKTOP = "desktop";
  public static final String ANDROID = "android";

  private static final String PROPERTY = "infer4j.tflite.binding";
  private static final String DESKTOP_CLASS = "org.bytedeco.tensorflowlite.Interpreter";
  private static final String ANDROID_CLASS = "org.tensorflow.lite.Interpreter";

  private Runtimes() {}

  /** The binding that the system property names; empty for whichever is there. */
  public static String wanted() {
    return System.getProperty(PROPERTY, "");
  }

  /** The binding of that name, or, of an empty one, the first that is there; null for none. */
  static @Nullable TfliteRuntime find(String wanted) {
    if (!wanted.equals(ANDROID) && isPresent(DESKTOP_CLASS)) {
      return wanted.isEmpty() || wanted.equals(DESKTOP) ? Desktop.get() : null;
    }
    return (wanted.isEmpty() || wanted.equals(ANDROID)) && isPresent(ANDROID_CLASS)
        ? Android.get()
        : null;
  }

  /** What to do where {@link #find} gives null. */
  static String missing(String wanted) {
    String desktop = "org.bytedeco:tensorflow-lite-platform:2.20.0-1.5.13 (desktop)";
    String android = "org.tensorflow:tensorflow-lite:2.16.1 (Android)";
    return switch (wanted) {
      case "" -> "TensorFlow Lite is not on the class path; add " + desktop + " or " + android;
      case DESKTOP -> "the binding 'desktop' needs " + desktop + ", which is not on the class path";
      case ANDROID -> "the binding 'android' needs " + android + ", which is not on the class path";
      default ->
          "the system property "
              + PROPERTY
              + " is '"
              + wanted
              + "', expected one of desktop, android";
    };
  }

  private static boolean isPresent(String className) {
    try {
      Class.forName(className, false, Runtimes.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }

  /** Apart, so that nothing loads the binding's classes before it is chosen. */
  private static final class Desktop {
    static TfliteRuntime get() {
      return DesktopRuntime.INSTANCE;
    }
  }

  /** Apart, for the same reason. */
  private static final class Android {
    static TfliteRuntime get() {
      return AndroidRuntime.INSTANCE;
    }
  }
}
