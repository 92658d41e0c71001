package io.infer4j.tflite;

import io.infer4j.InferenceException;
import io.infer4j.ModelLoadException;
import io.infer4j.RunFailedException;
import io.infer4j.Shape;
import io.infer4j.UnsupportedOperatorException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** TensorFlow Lite's words as exceptions. */
final class Messages {
  private static final Pattern[] MISSING_OPERATOR = {
    Pattern.compile("unresolved custom op: (\\S+?)\\.?(?:\\s|$)"),
    Pattern.compile("Node number \\d+ \\((Flex\\w+)\\) failed to prepare"),
    Pattern.compile("Didn't find op for builtin opcode '(\\w+)'"),
  };

  /** Where in its sources the runtime was built from something went wrong. */
  private static final Pattern SOURCE = Pattern.compile("\\S*[/\\\\]\\S+\\.(?:cc|h|c|cpp):\\d+ ");

  private Messages() {}

  /** The runtime's words without what only its own developers need. */
  static String clean(String said) {
    return SOURCE.matcher(said).replaceAll("").replace('\n', ' ').trim();
  }

  /** For a model that cannot be loaded. */
  static ModelLoadException load(String source, String text) {
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
  static @Nullable String missingOperator(String said) {
    for (Pattern pattern : MISSING_OPERATOR) {
      Matcher matcher = pattern.matcher(said);
      if (matcher.find()) {
        return matcher.group(1);
      }
    }
    return null;
  }

  /** For shapes of inputs that the graph cannot take. */
  static InferenceException resize(List<Shape> shapes, String said) {
    return new InferenceException(
        "TensorFlow Lite refuses inputs of shapes " + shapes + ": " + clean(said));
  }

  static RunFailedException run(String said) {
    return new RunFailedException("TensorFlow Lite failed: " + clean(said));
  }
}
