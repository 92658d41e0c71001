package io.infer4j.onnx;

import ai.onnxruntime.OrtEnvironment;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** ONNX Runtime's version before it is loaded, from what its JAR says of itself. */
final class OrtVersion {
  private static final String[] ARTIFACTS = {
    "onnxruntime", "onnxruntime_gpu", "onnxruntime-android"
  };

  private OrtVersion() {}

  /** Such as {@code 1.28.0}; {@code unknown} if nothing tells. */
  static String known() {
    Package its = OrtEnvironment.class.getPackage();
    // In a JAR of all of an application the manifest is the application's.
    String title = its.getImplementationTitle();
    String version = its.getImplementationVersion();
    if (title != null && title.startsWith("onnxruntime") && version != null) {
      return version;
    }
    for (String artifact : ARTIFACTS) {
      String inPom = inPom("/META-INF/maven/com.microsoft.onnxruntime/" + artifact + "/pom.xml");
      if (!inPom.isEmpty()) {
        return inPom;
      }
    }
    return "unknown";
  }

  private static String inPom(String resource) {
    try (InputStream in = OrtEnvironment.class.getResourceAsStream(resource)) {
      if (in == null) {
        return "";
      }
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      byte[] buffer = new byte[4096];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        all.write(buffer, 0, n);
      }
      String pom = new String(all.toByteArray(), StandardCharsets.UTF_8);
      int start = pom.indexOf("<version>") + "<version>".length();
      int end = pom.indexOf("</version>", start);
      return end < 0 ? "" : pom.substring(start, end).trim();
    } catch (IOException e) {
      return "";
    }
  }
}
