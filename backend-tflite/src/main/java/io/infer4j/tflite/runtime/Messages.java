package io.infer4j.tflite.runtime;

import io.infer4j.InferenceException;
import io.infer4j.ModelLoadException;
import io.infer4j.RunFailedException;
import io.infer4j.Shape;
import io.infer4j.UnsupportedOperatorException;
import io.infer4j.tflite.schema.Port;
import java.util.List;
import java.util.StringTokenizer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** TensorFlow Lite's words as exceptions. */
public final class Messages {
  private static final Pattern[] MISSING_OPERATOR = {
    Pattern.compile("unresolved custom op: (\\S+?)\\.?(?:\\s|$)"),
    Pattern.compile("Node number \\d+ \\((Flex\\w+)\\) failed to prepare"),
    Pattern.compile("Didn't find op for builtin opcode '(\\w+)'"),
  };

  private Messages() {}

  /** The runtime's words without what only its own developers need: places in its sources. */
  static String clean(String said) {
    StringBuilder cleaned = new StringBuilder(said.length());
    for (StringTokenizer words = new StringTokenizer(said); words.hasMoreTokens(); ) {
      String word = words.nextToken();
      if (!isSource(word)) {
        cleaned.append(cleaned.length() == 0 ? "" : " ").append(word);
      }
    }
    return cleaned.toString();
  }

  /** For instance {@code /home/runner/tensorflow/lite/kernels/conv.cc:347}. */
  private static boolean isSource(String word) {
    int end = word.length();
    while (end > 0 && Character.isDigit(word.charAt(end - 1))) {
      end--;
    }
    end -= end > 0 && word.charAt(end - 1) == ':' ? 1 : 0;
    String file = word.substring(0, end);
    return (file.indexOf('/') >= 0 || file.indexOf('\\') >= 0)
        && (file.endsWith(".cc")
            || file.endsWith(".h")
            || file.endsWith(".c")
            || file.endsWith(".cpp"));
  }

  /** For a model that cannot be loaded. */
  public static ModelLoadException load(String source, String text) {
    String said = clean(text);
    String operator = missingOperator(said);
    return operator == null
        ? new ModelLoadException("TensorFlow Lite refuses " + source + ": " + said)
        : new UnsupportedOperatorException(
            "TensorFlow Lite has no operator "
                + operator
                + ", which "
                + source
                + " needs: "
                + said);
  }

  /** The operator that the runtime says it lacks, null if that is not what it says. */
  public static @Nullable String missingOperator(String said) {
    for (Pattern pattern : MISSING_OPERATOR) {
      Matcher matcher = pattern.matcher(said);
      if (matcher.find()) {
        return matcher.group(1);
      }
    }
    return null;
  }

  /** For shapes of inputs that the graph cannot take. */
  public static InferenceException resize(List<Port> inputs, List<Shape> shapes, String said) {
    StringBuilder named = new StringBuilder();
    for (int i = 0; i < shapes.size(); i++) {
      named.append(i == 0 ? "'" : ", '").append(inputs.get(i).spec.name()).append("' ");
      named.append(shapes.get(i));
    }
    String hint =
        said.contains("BytesRequired") && said.contains("overflowed")
            ? " (a size below 0, where an input is too small, or beyond all memory)"
            : "";
    return new InferenceException(
        "TensorFlow Lite refuses inputs " + named + ": " + clean(said) + hint);
  }

  public static RunFailedException run(String said) {
    return new RunFailedException("TensorFlow Lite failed: " + clean(said));
  }
}
