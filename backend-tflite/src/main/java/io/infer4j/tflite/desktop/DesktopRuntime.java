package io.infer4j.tflite.desktop;

import io.infer4j.Capability;
import io.infer4j.DType;
import io.infer4j.ModelSource;
import io.infer4j.spi.support.JavaCppLibraries;
import io.infer4j.spi.support.LoadFailure;
import io.infer4j.tflite.runtime.NativeModel;
import io.infer4j.tflite.runtime.Settings;
import io.infer4j.tflite.runtime.TfliteRuntime;
import java.io.File;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.tensorflowlite.global.tensorflowlite;
import org.jspecify.annotations.Nullable;

/** TensorFlow Lite's C++ API through JavaCPP: started on first use, once. */
public final class DesktopRuntime implements TfliteRuntime {
  public static final DesktopRuntime INSTANCE = new DesktopRuntime();

  private static final String ARTIFACT = "org.bytedeco:tensorflow-lite-platform:2.20.0-1.5.13";
  private static final String PLATFORM =
      System.getProperty("os.name") + " " + System.getProperty("os.arch");

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
      failure = load(new JavaCppLibraries("TensorFlow Lite", Loader.class, Loader.getPlatform()));
    } catch (LinkageError | RuntimeException e) {
      failure = explain(e, PLATFORM, Collections.emptyList());
    }
    started = true;
  }

  private @Nullable String load(JavaCppLibraries libraries) {
    try {
      libraries.add("org/bytedeco/javacpp", "jnijavacpp", "org.bytedeco:javacpp-platform:1.5.13");
      libraries.add("org/bytedeco/tensorflowlite", "jnitensorflowlite", ARTIFACT);
      File folder =
          libraries.prepare(
              !Loader.getLoadedLibraries().isEmpty(),
              new JavaCppLibraries.CacheFolder() {
                @Override
                public File get() throws IOException {
                  return Loader.getCacheDir();
                }
              });
      Loader.load(tensorflowlite.class);
      libraries.started(folder);
      Verbosity.quiet();
      version = tensorflowlite.TfLiteVersion().getString();
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
      return "its native library needs glibc 2.34 and the libstdc++ of GCC 12 (GLIBCXX_3.4.30), and"
          + " this system's are older (Ubuntu 22.04, Debian 12 and Red Hat 9 or newer have them): "
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

  @Override
  public synchronized String version() {
    try {
      // Not the manifest's: in a JAR of all of an application that is the application's.
      String known = Loader.getVersion("org.bytedeco", "tensorflow-lite", tensorflowlite.class);
      int end = known == null ? -1 : known.indexOf('-');
      return known == null || end < 0 ? version : known.substring(0, end);
    } catch (IOException | LinkageError | RuntimeException e) {
      return version;
    }
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
