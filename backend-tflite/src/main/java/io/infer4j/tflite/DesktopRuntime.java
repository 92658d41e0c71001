package io.infer4j.tflite;

import io.infer4j.DType;
import io.infer4j.ModelSource;
import io.infer4j.spi.Capability;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.tensorflowlite.global.tensorflowlite;
import org.jspecify.annotations.Nullable;

/** TensorFlow Lite's C++ API through JavaCPP: started on first use, once. */
final class DesktopRuntime implements TfliteRuntime {
  static final DesktopRuntime INSTANCE = new DesktopRuntime();

  private volatile boolean started;
  private @Nullable String failure;
  private String version = "unknown";

  private DesktopRuntime() {}

  @Override
  public @Nullable String failure() {
    if (!started) {
      start();
    }
    return failure;
  }

  private synchronized void start() {
    if (started) {
      return;
    }
    try {
      liftMemoryCap("org.bytedeco.javacpp.maxBytes");
      liftMemoryCap("org.bytedeco.javacpp.maxPhysicalBytes");
      Loader.load(tensorflowlite.class);
      Verbosity.quiet();
      version = tensorflowlite.TfLiteVersion().getString();
    } catch (LinkageError | RuntimeException e) {
      failure = explain(e, System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    }
    started = true;
  }

  /**
   * JavaCPP refuses memory beyond limits of its own, the heap's and four times the heap's size,
   * with OutOfMemoryError; models are bigger than that. It reads the limits when its first class
   * loads.
   */
  private static void liftMemoryCap(String property) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, "0");
    }
  }

  /** What to do about natives that do not load. */
  static String explain(Throwable e, String platform) {
    StringBuilder all = new StringBuilder();
    Throwable root = e;
    for (Throwable each = e; each != null; each = each.getCause()) {
      all.append(each).append('\n');
      root = each;
    }
    String said = all.toString();
    if (said.contains("GLIBC_") || said.contains("GLIBCXX_")) {
      return "its native library needs glibc 2.34 and the libstdc++ of GCC 12 (GLIBCXX_3.4.30), and"
          + " this system's are older (Ubuntu 22.04, Debian 12 and Red Hat 9 or newer have them): "
          + root;
    }
    if (said.contains("no jnitensorflowlite in java.library.path")
        || said.contains("Could not find jnijavacpp")
        || said.contains("no jnijavacpp in java.library.path")) {
      return "its native library for "
          + platform
          + " is not on the class path; add org.bytedeco:tensorflow-lite-platform:2.20.0-1.5.13, or"
          + " of tensorflow-lite and javacpp those with the classifier of this platform"
          + " (for instance "
          + Loader.Detector.getPlatform().toLowerCase(Locale.ROOT)
          + ")";
    }
    return "its native library cannot be loaded on " + platform + ": " + root;
  }

  @Override
  public synchronized String version() {
    String known = tensorflowlite.class.getPackage().getImplementationVersion();
    int end = known == null ? -1 : known.indexOf('-');
    return known == null || end < 0 ? version : known.substring(0, end);
  }

  @Override
  public List<String> accelerators() {
    return Collections.unmodifiableList(Arrays.asList(CPU, XNNPACK));
  }

  @Override
  public Set<DType> dtypes() {
    return EnumSet.allOf(DType.class);
  }

  @Override
  public Set<Capability> capabilities() {
    return EnumSet.of(
        Capability.CANCELLATION,
        Capability.DYNAMIC_SHAPES,
        Capability.EMPTY_TENSORS,
        Capability.STATIC_SPECS);
  }

  @Override
  public NativeModel open(ModelSource source, Settings settings) {
    return DesktopModel.open(source, settings);
  }
}
