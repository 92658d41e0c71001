package io.infer4j.torch.values;

import io.infer4j.TensorSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Lists of specs. */
public final class Specs {
  private static final int MANY = 20;

  private Specs() {}

  public static List<String> names(List<TensorSpec> specs) {
    List<String> names = new ArrayList<>();
    for (TensorSpec spec : specs) {
      names.add(spec.name());
    }
    return names;
  }

  /** The first of them, for messages. */
  static String some(Collection<String> names) {
    List<String> all = new ArrayList<>(names);
    return all.size() <= MANY
        ? all.toString()
        : all.subList(0, MANY) + " and " + (all.size() - MANY) + " more";
  }
}
