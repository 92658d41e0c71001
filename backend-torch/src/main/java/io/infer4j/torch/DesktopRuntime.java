package io.infer4j.torch;

import io.infer4j.DType;
import io.infer4j.spi.Capability;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/** PyTorch's C++ API through JavaCPP: started on first use, once. */
final class DesktopRuntime extends TorchRuntime {
  static final DesktopRuntime INSTANCE = new DesktopRuntime();

  static final Threads THREADS =
      new Threads() {
        @Override
        int decide(int threads) {
          if (threads > 0) {
            torch.set_num_threads(threads);
            // It has a pool of its own, which PyTorch's number does not reach. On a busy machine
            // the two pools get into each other's way: MobileNet took ten times as long.
            openblas_nolapack.blas_set_num_threads(threads);
          }
          return threads > 0 ? threads : torch.get_num_threads();
        }
      };

  private DesktopRuntime() {}

  @Override
  @Nullable String start() {
    try {
      liftMemoryCap("org.bytedeco.javacpp.maxBytes");
      liftMemoryCap("org.bytedeco.javacpp.maxPhysicalBytes");
      NativeCache.announce();
      Loader.load(torch.class);
    } catch (LinkageError | RuntimeException e) {
      return explain(e, System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    }
    return null;
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
      return "its native library needs glibc 2.35 and the libstdc++ of GCC 12 (GLIBCXX_3.4.30), and"
          + " this system's are older (Ubuntu 22.04, Debian 12 and Red Hat 10 or newer have them): "
          + root;
    }
    if (said.contains("jnitorch in java.library.path")
        || said.contains("jniopenblas")
        || said.contains("libopenblas")
        || said.contains("jnijavacpp")) {
      return "its native library for "
          + platform
          + " is not on the class path; add org.bytedeco:pytorch-platform:2.10.0-1.5.13 and"
          + " org.bytedeco:openblas-platform:0.3.31-1.5.13, or of pytorch, openblas and javacpp"
          + " those with the classifier of this platform (for instance "
          + Loader.Detector.getPlatform().toLowerCase(Locale.ROOT)
          + "): "
          + root;
    }
    return "its native library cannot be loaded on " + platform + ": " + root;
  }

  /** Known from the JAR: the natives do not tell. */
  @Override
  String version() {
    try {
      String known = Loader.getVersion("org.bytedeco", "pytorch", torch.class);
      int end = known == null ? -1 : known.indexOf('-');
      return known == null || end < 0 ? "unknown" : known.substring(0, end);
    } catch (IOException | LinkageError | RuntimeException e) {
      return "unknown";
    }
  }

  @Override
  Set<DType> dtypes() {
    return EnumSet.complementOf(EnumSet.of(DType.STRING));
  }

  @Override
  Set<Capability> capabilities() {
    return EnumSet.of(Capability.DYNAMIC_SHAPES, Capability.EMPTY_TENSORS, Capability.SUBNORMALS);
  }

  @Override
  NativeModule open(ModelFile file, Settings settings) {
    return DesktopModule.open(file, settings);
  }
}
