package io.infer4j.onnx;

import io.infer4j.spi.support.ProcessEnvironment;
import org.jspecify.annotations.Nullable;

/**
 * Nothing is reported. From version 1.29 on ONNX Runtime writes a device id and looks up its
 * maker's event host, on Linux, macOS and Android as well, unless the environment forbids it before
 * the library is loaded; to switch it off by the API comes too late. Where the environment says CI
 * it keeps quiet, so that tests do not show it.
 */
final class Telemetry {
  static final String VARIABLE = "ORT_DISABLE_TELEMETRY";
  private static final String PROPERTY = "infer4j.onnxruntime.telemetry";

  private Telemetry() {}

  /** Whether the user has said that it may report. */
  static boolean isAllowed() {
    return "allow".equals(System.getProperty(PROPERTY));
  }

  /**
   * Silences a runtime that is about to be loaded.
   *
   * @param version its version, {@code unknown} if nothing tells it
   * @return why it must not be loaded; null if it may
   */
  static @Nullable String silence(String version) {
    return isAllowed()
            || !reports(version)
            || "1".equals(System.getenv(VARIABLE))
            || ProcessEnvironment.set(VARIABLE, "1")
        ? null
        : "ONNX Runtime "
            + version
            + " reports its use to its maker (it writes a device id and sends events) unless the"
            + " environment says "
            + VARIABLE
            + "=1 before Java starts, which Java before 22 cannot do from within; set it, or use"
            + " com.microsoft.onnxruntime:onnxruntime:1.28.0, which does not report, or allow it"
            + " with the system property "
            + PROPERTY
            + "=allow";
  }

  /** Whether that version would; of one that is not known, whether its library has the means. */
  static boolean reports(String version) {
    String[] parts = version.split("[.-]", 3);
    try {
      int major = Integer.parseInt(parts[0]);
      int minor = parts.length < 2 ? Integer.MAX_VALUE : Integer.parseInt(parts[1]);
      return major > 1 || (major == 1 && minor >= 29);
    } catch (NumberFormatException e) {
      return OrtLibraries.mention(VARIABLE);
    }
  }
}
