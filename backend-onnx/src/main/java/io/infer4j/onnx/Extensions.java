package io.infer4j.onnx;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.infer4j.EngineUnavailableException;
import io.infer4j.LoadOptions;
import io.infer4j.onnx.file.FileFacts;

/**
 * ONNX Runtime Extensions, a library of operators for texts, images and audio with an artifact of
 * its own. It is registered with the models that use its operators, and costs the others nothing.
 */
final class Extensions {
  private static final String ARTIFACT = "com.microsoft.onnxruntime:onnxruntime-extensions";
  private static final String CLASS = "ai.onnxruntime.extensions.OrtxPackage";
  private static final String[] DOMAINS = {"ai.onnx.contrib", "com.microsoft.extensions"};

  private Extensions() {}

  /** Registers it if the model needs it, it is there, and the user names no other library. */
  static void register(FileFacts facts, LoadOptions options, SessionOptions session)
      throws OrtException {
    boolean needed = false;
    for (String domain : DOMAINS) {
      needed |= facts.usesDomain(domain);
    }
    if (!needed || options.options("onnxruntime").containsKey(Settings.CUSTOM_OPS)) {
      return;
    }
    String path;
    try {
      path = (String) Class.forName(CLASS).getMethod("getLibraryPath").invoke(null);
    } catch (ClassNotFoundException e) {
      // The runtime says which operator is missing, and Messages what to add.
      return;
    } catch (ReflectiveOperationException | LinkageError e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new EngineUnavailableException(
          ARTIFACT + ", whose operators the model uses, cannot be used here: " + cause, e);
    }
    session.registerCustomOpLibrary(path);
  }

  /** What to add for an operator that is missing, empty where that is not known. */
  static String hint(String operator) {
    for (String domain : DOMAINS) {
      if (operator.startsWith(domain + ":") || operator.startsWith(domain + ".")) {
        return " and " + ARTIFACT + " has (add it to the class path)";
      }
    }
    return operator.indexOf(':') < 0
        ? ""
        : " (a library that has it is named by the option onnxruntime." + Settings.CUSTOM_OPS + ")";
  }
}
