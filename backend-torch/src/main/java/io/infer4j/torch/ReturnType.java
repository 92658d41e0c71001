package io.infer4j.torch;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a method's return type, as Python would write it, names its outputs. */
final class ReturnType {
  private static final String TUPLE = "Tuple[";

  private ReturnType() {}

  /**
   * The names of all tensors that a method of this type returns; empty where that depends on the
   * run, as it does for lists, dicts and what may be None.
   */
  static List<String> names(@Nullable String type) {
    List<String> names = new ArrayList<>();
    return type != null && add(type.trim(), "", names) ? names : Collections.emptyList();
  }

  private static boolean add(String type, String name, List<String> names) {
    if (type.equals("Tensor")
        || type.equals("int")
        || type.equals("float")
        || type.equals("bool")) {
      names.add(name.isEmpty() ? OutputList.WHOLE : name);
      return true;
    }
    if (!type.startsWith(TUPLE) || !type.endsWith("]")) {
      return false;
    }
    int index = 0;
    int depth = 0;
    int from = TUPLE.length();
    for (int i = from; i < type.length(); i++) {
      char c = type.charAt(i);
      boolean end = depth == 0 && (c == ',' || c == ']');
      depth += c == '[' ? 1 : c == ']' ? -1 : 0;
      if (end) {
        String element = name.isEmpty() ? "" + index : name + "." + index;
        if (!add(type.substring(from, i).trim(), element, names)) {
          return false;
        }
        from = i + 1;
        index++;
      }
    }
    return index > 0;
  }
}
