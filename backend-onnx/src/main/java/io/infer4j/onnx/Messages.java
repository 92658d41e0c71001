package io.infer4j.onnx;

import ai.onnxruntime.OrtException;
import io.infer4j.InferenceException;
import io.infer4j.ModelLoadException;
import io.infer4j.RunFailedException;
import io.infer4j.UnsupportedOperatorException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** ONNX Runtime's words, without what only its own developers need. */
final class Messages {
  private static final Pattern CODE = Pattern.compile("^Error code - \\w+ - message: ");
  private static final Pattern LOAD =
      Pattern.compile("^Load model from .*? failed:", Pattern.DOTALL);
  private static final Pattern STATUS = Pattern.compile("\\[ONNXRuntimeError] : \\d+ : \\w+ : ");
  private static final Pattern SOURCE =
      Pattern.compile("\\S*/onnxruntime/\\S+\\.(?:cc|h|cpp):\\d+ ");
  private static final Pattern[] MISSING_OPERATOR = {
    Pattern.compile("Fatal error: (\\S+?)\\(-?\\d+\\) is not a registered function/op"),
    Pattern.compile("No Op registered for (\\S+) with domain_version"),
    Pattern.compile("Could not find an implementation for (\\S+?)\\("),
    Pattern.compile("Failed to find kernel for (\\S+?)\\("),
  };

  private Messages() {}

  static ModelLoadException load(String source, OrtException e) {
    String said = clean(e);
    for (Pattern pattern : MISSING_OPERATOR) {
      Matcher matcher = pattern.matcher(said);
      if (matcher.find()) {
        return new UnsupportedOperatorException(
            "ONNX Runtime has no operator "
                + matcher.group(1)
                + ", which "
                + source
                + " needs: "
                + said,
            e);
      }
    }
    return new ModelLoadException("ONNX Runtime refuses " + source + ": " + said, e);
  }

  static RunFailedException run(OrtException e) {
    return new RunFailedException("ONNX Runtime failed: " + clean(e), e);
  }

  /** For what cannot happen with arguments that core has checked. */
  static InferenceException unexpected(OrtException e) {
    return new InferenceException("ONNX Runtime failed: " + clean(e), e);
  }

  static String clean(Throwable e) {
    String text = CODE.matcher(String.valueOf(e.getMessage())).replaceFirst("");
    text = LOAD.matcher(text).replaceFirst("");
    text = STATUS.matcher(text).replaceAll("");
    for (Matcher source = SOURCE.matcher(text); source.find(); source = SOURCE.matcher(text)) {
      text = text.substring(0, source.start()) + text.substring(endOfSignature(text, source.end()));
    }
    return text.trim();
  }

  /** Where a C++ function's signature that begins at {@code from} ends. */
  private static int endOfSignature(String text, int from) {
    int depth = 0;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '(') {
        depth++;
      } else if (c == ')' && --depth == 0) {
        int end = i + 1;
        if (text.startsWith(" const", end)) {
          end += " const".length();
        }
        if (text.startsWith(" [with ", end)) {
          end = text.indexOf(']', end) + 1;
        }
        return end < text.length() && text.charAt(end) == ' ' ? end + 1 : end;
      }
    }
    return from;
  }
}
