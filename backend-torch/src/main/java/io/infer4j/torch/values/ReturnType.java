package io.infer4j.torch.values;

import io.infer4j.torch.script.ValueType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** How a method's return type, as Python would write it, names its outputs. */
public final class ReturnType {
  private ReturnType() {}

  /**
   * The names of all tensors that a method of this type returns; empty where that depends on the
   * run, as it does for lists, dicts and what may be None.
   */
  public static List<String> names(String type) {
    List<String> names = new ArrayList<>();
    return add(ValueType.parse(type), "", names) ? names : Collections.emptyList();
  }

  private static boolean add(ValueType type, String name, List<String> names) {
    if (type.optional) {
      return false;
    }
    switch (type.kind) {
      case TENSOR, INT, FLOAT, BOOL -> {
        names.add(name.isEmpty() ? OutputList.WHOLE : name);
        return true;
      }
      case TUPLE -> {
        for (int i = 0; i < type.inner.size(); i++) {
          if (!add(type.inner.get(i), name.isEmpty() ? "" + i : name + "." + i, names)) {
            return false;
          }
        }
        return !type.inner.isEmpty();
      }
      default -> {
        return false;
      }
    }
  }
}
