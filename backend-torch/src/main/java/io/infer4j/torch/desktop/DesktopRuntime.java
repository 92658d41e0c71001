package io.infer4j.torch.desktop;

import io.infer4j.Capability;
import io.infer4j.DType;
import io.infer4j.spi.support.JavaCppLibraries;
import io.infer4j.spi.support.LoadFailure;
import io.infer4j.torch.runtime.NativeModule;
import io.infer4j.torch.runtime.Settings;
import io.infer4j.torch.runtime.Threads;
import io.infer4j.torch.runtime.TorchRuntime;
import io.infer4j.torch.script.ModelFile;
import java.io.File;
import java.io.IOException;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/** PyTorch's C++ API through JavaCPP: started on first use, once. */
public final class DesktopRuntime extends TorchRuntime {
  public static final DesktopRuntime INSTANCE = new DesktopRuntime();

  private static final String PYTORCH = "org.bytedeco:pytorch-platform:2.10.0-1.5.13";
  private static final String OPENBLAS = "org.bytedeco:openblas-platform:0.3.31-1.5.13";
  private static final String PLATFORM =
      System.getProperty("os.name") + " " + System.getProperty("os.arch");

  static final Threads THREADS =
      new Threads() {
        @Override
        public int decide(int threads) {
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
  public @Nullable String start() {
    try {
      liftMemoryCap("org.bytedeco.javacpp.maxBytes");
      liftMemoryCap("org.bytedeco.javacpp.maxPhysicalBytes");
      return load(new JavaCppLibraries("PyTorch", Loader.class, Loader.getPlatform()));
    } catch (LinkageError | RuntimeException e) {
      return explain(e, PLATFORM, Collections.emptyList());
    }
  }

  private static @Nullable String load(JavaCppLibraries libraries) {
    try {
      libraries.add("org/bytedeco/javacpp", "jnijavacpp", "org.bytedeco:javacpp-platform:1.5.13");
      libraries.add("org/bytedeco/openblas", "jniopenblas_nolapack", OPENBLAS);
      libraries.rename("libopenblas.", "libopenblas_nolapack.");
      libraries.add("org/bytedeco/pytorch", "jnitorch", PYTORCH);
      File folder =
          libraries.prepare(
              !Loader.getLoadedLibraries().isEmpty(),
              new JavaCppLibraries.CacheFolder() {
                @Override
                public File get() throws IOException {
                  return Loader.getCacheDir();
                }
              });
      OpenMp.waitPassively();
      Loader.load(torch.class);
      libraries.started(folder);
      return null;
    } catch (IOException e) {
      return e.getMessage();
    } catch (LinkageError | RuntimeException e) {
      return explain(e, PLATFORM, libraries.missing());
    }
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

  /**
   * What to do about natives that do not load.
   *
   * @param missing the artifacts that have them for this platform and were not found
   */
  static String explain(Throwable e, String platform, List<String> missing) {
    StringBuilder all = new StringBuilder();
    for (Throwable each = e; each != null; each = each.getCause()) {
      all.append(each).append('\n');
    }
    String said = all.toString();
    if (said.contains("GLIBC_") || said.contains("GLIBCXX_")) {
      return "its native library needs glibc 2.35 and the libstdc++ of GCC 12 (GLIBCXX_3.4.30), and"
          + " this system's are older (Ubuntu 22.04, Debian 12 and Red Hat 10 or newer have them): "
          + LoadFailure.words(e);
    }
    if (!missing.isEmpty()) {
      return LoadFailure.missingLibraries(platform, Loader.getPlatform(), missing);
    }
    return "its native library cannot be loaded on "
        + platform
        + ": "
        + LoadFailure.words(e)
        + " (the system property org.bytedeco.javacpp.cachedir names the folder that it is unpacked"
        + " to)";
  }

  /** Known from the JAR: the natives do not tell. */
  @Override
  public String version() {
    try {
      String known = Loader.getVersion("org.bytedeco", "pytorch", torch.class);
      int end = known == null ? -1 : known.indexOf('-');
      return known == null || end < 0 ? "unknown" : known.substring(0, end);
    } catch (IOException | LinkageError | RuntimeException e) {
      return "unknown";
    }
  }

  @Override
  public Set<DType> dtypes() {
    return EnumSet.complementOf(EnumSet.of(DType.STRING));
  }

  @Override
  public Set<Capability> capabilities() {
    return EnumSet.of(Capability.DYNAMIC_SHAPES, Capability.EMPTY_TENSORS, Capability.SUBNORMALS);
  }

  @Override
  public NativeModule open(ModelFile file, Settings settings) {
    return DesktopModule.open(file, settings);
  }
}
