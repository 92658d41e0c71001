package io.infer4j.torch;

import io.infer4j.torch.android.AndroidRuntime;
import io.infer4j.torch.desktop.DesktopRuntime;
import io.infer4j.torch.runtime.TorchRuntime;
import org.jspecify.annotations.Nullable;

/**
 * Which of the two libraries is used. Neither's classes are touched when it is not: they may not be
 * there.
 */
public final class Runtimes {
  public static final String DESKTOP = "desktop";
  public static final String ANDROID = "android";

  private static final String PROPERTY = "infer4j.torch.binding";
  private static final String DESKTOP_CLASS = "org.bytedeco.pytorch.JitModule";
  private static final String ANDROID_CLASS = "org.pytorch.LiteModuleLoader";

  private Runtimes() {}

  /** The binding that the system property names; empty for whichever is there. */
  static String wanted() {
    return System.getProperty(PROPERTY, "");
  }

  /** The binding of that name, or, of an empty one, the first that is there; null for none. */
  static @Nullable TorchRuntime find(String wanted) {
    if (!wanted.equals(ANDROID) && isPresent(DESKTOP_CLASS)) {
      return wanted.isEmpty() || wanted.equals(DESKTOP) ? Desktop.get() : null;
    }
    return (wanted.isEmpty() || wanted.equals(ANDROID)) && isPresent(ANDROID_CLASS)
        ? Android.get()
        : null;
  }

  /** What to do where {@link #find} gives null. */
  static String missing(String wanted) {
    String desktop =
        "org.bytedeco:pytorch-platform:2.10.0-1.5.13 with"
            + " org.bytedeco:openblas-platform:0.3.31-1.5.13 (desktop)";
    String android = "org.pytorch:pytorch_android_lite:1.12.2 (Android)";
    return switch (wanted) {
      case "" -> "PyTorch is not on the class path; add " + desktop + " or " + android;
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
    static TorchRuntime get() {
      return DesktopRuntime.INSTANCE;
    }
  }

  /** Apart, for the same reason. */
  private static final class Android {
    static TorchRuntime get() {
      return AndroidRuntime.INSTANCE;
    }
  }
}
