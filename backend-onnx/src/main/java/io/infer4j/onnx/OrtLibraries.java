package io.infer4j.onnx;

import io.infer4j.spi.support.NativeCache;
import io.infer4j.spi.support.NativeJar;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** ONNX Runtime's native libraries, unpacked from its JAR once and not at every start. */
final class OrtLibraries {
  /** Where ONNX Runtime looks for its libraries before it extracts them itself. */
  private static final String PATH_PROPERTY = "onnxruntime.native.path";

  private OrtLibraries() {}

  /** Tells ONNX Runtime, which is about to start, where its libraries are; false to leave it be. */
  static boolean prepare() {
    if (isConfigured() || System.getProperty("java.vendor", "").contains("Android")) {
      return false;
    }
    try {
      NativeJar jar = jar();
      if (jar == null) {
        return false;
      }
      String version = jar.version() == null ? "unknown" : jar.version();
      System.setProperty(
          PATH_PROPERTY,
          NativeCache.of("ONNX Runtime", "onnxruntime-" + version + "-" + jar.checksum())
              .unpack(
                  Collections.singletonList(jar),
                  ai.onnxruntime.OrtEnvironment.class.getClassLoader())
              .toString());
      return true;
    } catch (IOException | RuntimeException e) {
      LoggerFactory.getLogger(OrtLibraries.class)
          .warn(
              "ONNX Runtime is left to extract its native libraries itself, as {}", e.getMessage());
      return false;
    }
  }

  /** Undoes {@link #prepare} once ONNX Runtime has started: the property is the user's. */
  static void forget() {
    System.clearProperty(PATH_PROPERTY);
  }

  /** Whether the user has told ONNX Runtime where its libraries are. */
  private static boolean isConfigured() {
    return System.getProperty(PATH_PROPERTY) != null
        || System.getProperty("onnxruntime.native.onnxruntime.path") != null
        || Boolean.getBoolean("onnxruntime.native.onnxruntime.skip");
  }

  /** Whether the runtime's library in the JAR has that text; true if there is no such library. */
  static boolean mention(String text) {
    URL url = library();
    if (url == null) {
      return true;
    }
    byte[] buffer = new byte[1 << 16];
    int kept = 0;
    try (InputStream in = url.openStream()) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer, kept, buffer.length - kept)) {
        int end = kept + n;
        if (new String(buffer, 0, end, StandardCharsets.ISO_8859_1).contains(text)) {
          return true;
        }
        kept = Math.min(end, text.length());
        System.arraycopy(buffer, end - kept, buffer, 0, kept);
      }
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  /** What there is for this platform; null if the classes do not come from a JAR. */
  private static @Nullable NativeJar jar() throws IOException {
    URL url = library();
    return url == null ? null : NativeJar.flat(url);
  }

  private static @Nullable URL library() {
    String file = System.mapLibraryName("onnxruntime").replace("jnilib", "dylib");
    return ai.onnxruntime.OrtEnvironment.class.getResource(
        "/ai/onnxruntime/native/" + platform() + "/" + file);
  }

  /** The folder's name in ONNX Runtime's JAR, such as {@code linux-x64}. */
  private static String platform() {
    String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String arch = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    String osPart = os.contains("mac") ? "osx" : os.contains("win") ? "win" : "linux";
    boolean x64 = arch.startsWith("amd64") || arch.startsWith("x86_64");
    return osPart + "-" + (x64 ? "x64" : arch);
  }
}
