package io.infer4j.onnx;

import ai.onnxruntime.OrtException;
import io.infer4j.InferenceException;
import io.infer4j.ModelLoadException;
import io.infer4j.RunFailedException;
import io.infer4j.UnsupportedOperatorException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** ONNX Runtime's words, without what only its own developers need. */
final class Messages {
  private static final Pattern CODE = Pattern.compile("^Error code - \\w+ - message: ");
  private static final Pattern LOAD =
      Pattern.compile("^Load model from .*? failed:", Pattern.DOTALL);
  private static final Pattern STATUS = Pattern.compile("\\[ONNXRuntimeError] : \\d+ : \\w+ : ");

  /** What every place in ONNX Runtime's sources has in its path. */
  private static final String SOURCE = "/onnxruntime/";

  private static final String[] SOURCE_TYPES = {".cc:", ".h:", ".cpp:"};

  /** Longer than any signature; a name that a model gives may look like the beginning of one. */
  private static final int LONGEST_SIGNATURE = 4000;

  private static final Pattern[] MISSING_OPERATOR = {
    Pattern.compile("Fatal error: (\\S+?)\\(-?\\d+\\) is not a registered function/op"),
    Pattern.compile("No Op registered for (\\S+) with domain_version"),
  };

  /** Where the operator may be in other versions of its domain. */
  private static final Pattern[] MISSING_IN_OPSET = {
    Pattern.compile("No Op registered for \\S+ with domain_version of (\\d+)"),
  };

  private static final Pattern[] MISSING_KERNEL = {
    Pattern.compile("Could not find an implementation for (\\S+?)\\("),
    Pattern.compile("Failed to find kernel for (\\S+?)\\("),
  };

  private Messages() {}

  static ModelLoadException load(String source, OrtException e) {
    String said = clean(e);
    String operator = find(MISSING_OPERATOR, said);
    if (operator != null) {
      String opset = find(MISSING_IN_OPSET, said);
      return new UnsupportedOperatorException(
          "ONNX Runtime has no operator "
              + operator
              + (opset == null ? "" : " in opset " + opset)
              + ", which "
              + source
              + (opset == null
                  ? " needs"
                  : " imports (if it is in a newer one, or was in an older one, export the model"
                      + " with that)")
              + Extensions.hint(operator)
              + ": "
              + said,
          e);
    }
    operator = find(MISSING_KERNEL, said);
    if (operator != null) {
      return new UnsupportedOperatorException(
          "ONNX Runtime knows operator "
              + operator
              + ", but has no implementation of it for the version or the element types that "
              + source
              + " uses: "
              + said,
          e);
    }
    return new ModelLoadException("ONNX Runtime refuses " + source + ": " + said, e);
  }

  private static @Nullable String find(Pattern[] patterns, String said) {
    for (Pattern pattern : patterns) {
      Matcher matcher = pattern.matcher(said);
      if (matcher.find()) {
        return matcher.group(1);
      }
    }
    return null;
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
    return withoutSources(text).trim();
  }

  /** Without the places in the sources that threw, and the functions there. In linear time. */
  private static String withoutSources(String text) {
    StringBuilder kept = new StringBuilder();
    int from = 0;
    int at = 0;
    for (int found = text.indexOf(SOURCE); found >= 0; found = text.indexOf(SOURCE, at)) {
      int begin = found;
      while (begin > at && !Character.isWhitespace(text.charAt(begin - 1))) {
        begin--;
      }
      int end = found;
      while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
        end++;
      }
      at = end;
      if (end < text.length() && isPlace(text.substring(begin, end))) {
        kept.append(text, from, begin);
        from = endOfSignature(text, end + 1);
        at = from;
      }
    }
    return kept.append(text, from, text.length()).toString();
  }

  /** For instance {@code /onnxruntime_src/onnxruntime/core/graph/model.cc:180}. */
  private static boolean isPlace(String word) {
    int colon = word.lastIndexOf(':');
    for (int i = colon + 1; i < word.length(); i++) {
      if (word.charAt(i) < '0' || word.charAt(i) > '9') {
        return false;
      }
    }
    for (String type : SOURCE_TYPES) {
      if (colon >= 0
          && colon < word.length() - 1
          && word.startsWith(type, colon - type.length() + 1)) {
        return true;
      }
    }
    return false;
  }

  /** Where a C++ function's signature that begins at {@code from} ends. */
  private static int endOfSignature(String text, int from) {
    int depth = 0;
    int last = Math.min(text.length(), from + LONGEST_SIGNATURE);
    for (int i = from; i < last; i++) {
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
