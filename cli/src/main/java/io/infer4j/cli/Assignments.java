package io.infer4j.cli;

import io.infer4j.Model;
import io.infer4j.TensorSpec;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Arguments of the form {@code NAME=VALUE}, where NAME is an input of a model. */
final class Assignments {
  private Assignments() {}

  /**
   * The values by name. Names may hold any characters, {@code =} too, so the longest name that the
   * model has is taken.
   *
   * @param option the option that they were given to, for messages
   * @throws WrongUseException if there is no name, no such input, or one is named twice
   */
  static Map<String, String> split(String option, List<String> arguments, Model model) {
    Set<String> names = new HashSet<>();
    for (TensorSpec spec : model.inputs()) {
      names.add(spec.name());
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (String argument : arguments) {
      int end = endOfName(argument, names);
      if (end < 0) {
        throw new WrongUseException(
            option + " '" + argument + "': " + explanation(argument, model, names));
      }
      String name = argument.substring(0, end);
      if (values.put(name, argument.substring(end + 1)) != null) {
        throw new WrongUseException(option + " names input '" + name + "' twice");
      }
    }
    return values;
  }

  private static int endOfName(String argument, Set<String> names) {
    int end = argument.lastIndexOf('=');
    while (end >= 0 && !names.contains(argument.substring(0, end))) {
      end = argument.lastIndexOf('=', end - 1);
    }
    return end;
  }

  private static String explanation(String argument, Model model, Set<String> names) {
    int equals = argument.indexOf('=');
    if (equals < 0) {
      return "expected NAME=VALUE; the model's inputs are " + names;
    }
    try {
      // Knows what to say of a name that is nearly right.
      model.input(argument.substring(0, equals));
      return "";
    } catch (IllegalArgumentException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
