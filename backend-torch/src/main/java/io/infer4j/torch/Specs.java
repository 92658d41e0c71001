package io.infer4j.torch;

import io.infer4j.TensorSpec;
import java.util.ArrayList;
import java.util.List;

/** Lists of specs. */
final class Specs {
  private Specs() {}

  static List<String> names(List<TensorSpec> specs) {
    List<String> names = new ArrayList<>();
    for (TensorSpec spec : specs) {
      names.add(spec.name());
    }
    return names;
  }
}
