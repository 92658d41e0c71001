package io.infer4j.torch;

import io.infer4j.LoadOptions;
import io.infer4j.Model;

/** Models through the Android binding. */
public final class LiteModels {
  private LiteModels() {}

  public static LoadOptions options() {
    return Models.option("binding", "android");
  }

  public static LoadOptions option(String key, String value) {
    return options().withOption("pytorch", key, value);
  }

  /** The model of that name, made for the lite interpreter. */
  public static Model load(String name) {
    return load(name, options());
  }

  public static Model load(String name, LoadOptions options) {
    return Models.load(name + ".ptl", options);
  }
}
