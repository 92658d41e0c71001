package io.infer4j.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import io.infer4j.EngineUnavailableException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** ONNX Runtime in this process: started on first use, once; a failure is remembered. */
final class OrtRuntime {
  private static final Object LOCK = new Object();

  /** An {@link OrtEnvironment}, held as an Object: its class may not be there. */
  private static volatile @Nullable Object environment;

  private static volatile @Nullable String failure;

  private OrtRuntime() {}

  /** Why it cannot be used, after trying. */
  static Optional<String> failure() {
    start();
    return Optional.ofNullable(failure);
  }

  static OrtEnvironment environment() {
    start();
    Object started = environment;
    if (started == null) {
      throw new EngineUnavailableException("engine onnxruntime cannot be used here: " + failure);
    }
    return (OrtEnvironment) started;
  }

  /** The version, without loading native code if that has not happened yet. */
  static String version() {
    try {
      Object started = environment;
      String version =
          started instanceof OrtEnvironment env
              ? env.getVersion()
              : OrtEnvironment.class.getPackage().getImplementationVersion();
      return version == null ? "unknown" : version;
    } catch (LinkageError e) {
      return "unknown";
    }
  }

  private static void start() {
    if (environment != null || failure != null) {
      return;
    }
    synchronized (LOCK) {
      if (environment != null || failure != null) {
        return;
      }
      try {
        environment = Starter.start();
      } catch (NoClassDefFoundError e) {
        failure =
            "ONNX Runtime's Java API is not on the class path; add"
                + " com.microsoft.onnxruntime:onnxruntime (on Android onnxruntime-android): "
                + e.getMessage();
      } catch (LinkageError | RuntimeException e) {
        failure =
            "its native library cannot be loaded on "
                + System.getProperty("os.name")
                + " "
                + System.getProperty("os.arch")
                + ": "
                + rootCause(e);
      }
    }
  }

  private static Throwable rootCause(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  /** Apart, so that a missing ONNX Runtime is met here and not when {@link OrtRuntime} loads. */
  private static final class Starter {
    static OrtEnvironment start() {
      OrtEnvironment env;
      boolean prepared = NativeCache.prepare();
      try {
        env = OrtEnvironment.getEnvironment();
      } finally {
        if (prepared) {
          NativeCache.forget();
        }
      }
      try {
        // Microsoft's Windows builds would report usage otherwise.
        env.setTelemetry(false);
      } catch (OrtException e) {
        throw new IllegalStateException("telemetry cannot be switched off", e);
      }
      return env;
    }
  }
}
