package io.infer4j.torch;

import io.infer4j.LoadOptions;
import io.infer4j.Model;

/** Models through the Android binding. */
final class LiteModels {
  private LiteModels() {}

  static LoadOptions options() {
    return Models.option("binding", "android");
  }

  static LoadOptions option(String key, String value) {
    return options().withOption("pytorch", key, value);
  }

  /** The model of that name, made for the lite interpreter. */
  static Model load(String name) {
    return load(name, options());
  }

  static Model load(String name, LoadOptions options) {
    return Models.load(name + ".ptl", options);
  }
}
