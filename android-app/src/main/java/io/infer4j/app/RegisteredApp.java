package io.infer4j.app;

import io.infer4j.Engine;
import io.infer4j.InferenceEngines;
import io.infer4j.LoadOptions;
import io.infer4j.onnx.OnnxEngine;
import io.infer4j.tflite.TfliteEngine;
import io.infer4j.torch.TorchEngine;
import java.nio.file.Path;

/** The same app, which names its engines itself: nothing is discovered. */
public final class RegisteredApp {
  private RegisteredApp() {}

  /** Runs the bundle in the folder {@code args[0]} on every engine named here. */
  public static void main(String[] args) {
    InferenceEngines named =
        InferenceEngines.of(new OnnxEngine(), new TfliteEngine(), new TorchEngine());
    Digits digits = new Digits(Path.of(args[0]), named);
    for (Engine engine : named.engines()) {
      System.out.println(digits.read(LoadOptions.defaults().withEngine(engine.name())));
    }
    System.exit(0);
  }
}
