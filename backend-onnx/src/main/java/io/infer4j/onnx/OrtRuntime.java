package io.infer4j.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import io.infer4j.EngineUnavailableException;
import io.infer4j.spi.support.LoadFailure;
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
      return started instanceof OrtEnvironment env ? env.getVersion() : OrtVersion.known();
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
        failure = Telemetry.silence(OrtVersion.known());
        if (failure == null) {
          environment = Starter.start();
        }
      } catch (LinkageError | RuntimeException e) {
        failure = explain(e);
      }
    }
  }

  private static String explain(Throwable e) {
    if (e instanceof NoClassDefFoundError && LoadFailure.missingModule(e) == null) {
      return "ONNX Runtime's Java API is not on the class path; add"
          + " com.microsoft.onnxruntime:onnxruntime (on Android onnxruntime-android): "
          + e.getMessage();
    }
    return "its native library cannot be loaded on "
        + System.getProperty("os.name")
        + " "
        + System.getProperty("os.arch")
        + ": "
        + LoadFailure.words(e)
        + " (the system property infer4j.cache names the folder that it is unpacked to)";
  }

  /** Apart, so that a missing ONNX Runtime is met here and not when {@link OrtRuntime} loads. */
  private static final class Starter {
    static OrtEnvironment start() {
      OrtEnvironment env;
      boolean prepared = OrtLibraries.prepare();
      try {
        env = OrtEnvironment.getEnvironment();
      } finally {
        if (prepared) {
          OrtLibraries.forget();
        }
      }
      try {
        if (!Telemetry.isAllowed()) {
          // What Windows builds have always had heeds this; all else was silenced before.
          env.setTelemetry(false);
        }
      } catch (OrtException e) {
        throw new IllegalStateException("telemetry cannot be switched off", e);
      }
      return env;
    }
  }
}
