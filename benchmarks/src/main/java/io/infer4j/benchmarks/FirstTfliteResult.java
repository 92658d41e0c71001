package io.infer4j.benchmarks;

import io.infer4j.Model;
import io.infer4j.Tensor;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Locale;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.tensorflowlite.BuiltinOpResolver;
import org.bytedeco.tensorflowlite.FlatBufferModel;
import org.bytedeco.tensorflowlite.FlatBufferModelBase;
import org.bytedeco.tensorflowlite.Interpreter;
import org.bytedeco.tensorflowlite.InterpreterBuilder;
import org.bytedeco.tensorflowlite.global.tensorflowlite;

/**
 * The child of {@link ColdStart} on TensorFlow Lite: loads the digits network, reads one image,
 * prints how long it took.
 */
final class FirstTfliteResult {
  private static final int PIXELS = 64;

  private FirstTfliteResult() {}

  public static void main(String[] args) {
    long start = System.nanoTime();
    float[] scores = args[0].equals("raw") ? raw(args[1]) : infer4j(args[1]);
    long end = System.nanoTime();
    if (scores.length != 10) {
      throw new IllegalStateException("there are " + scores.length + " scores, not 10");
    }
    System.out.println(String.format(Locale.ROOT, "%.3f", (end - start) / 1e6));
  }

  /** As a program would that has nothing else: checked, with XNNPACK, on one thread. */
  private static float[] raw(String file) {
    FlatBufferModel model = FlatBufferModelBase.VerifyAndBuildFromFile(file);
    Interpreter interpreter = new Interpreter((Pointer) null);
    InterpreterBuilder builder = new InterpreterBuilder(model, new BuiltinOpResolver());
    if (builder.apply(interpreter) != tensorflowlite.kTfLiteOk
        || interpreter.AllocateTensors() != tensorflowlite.kTfLiteOk) {
      throw new IllegalStateException("the model cannot be run");
    }
    RawTflite.view(interpreter.input_tensor(0)).put(0, new float[PIXELS]);
    if (interpreter.Invoke() != tensorflowlite.kTfLiteOk) {
      throw new IllegalStateException("the run failed");
    }
    FloatBuffer out = RawTflite.view(interpreter.output_tensor(0));
    float[] scores = new float[out.capacity()];
    out.get(scores);
    return scores;
  }

  private static float[] infer4j(String file) {
    try (Model model = Model.load(Path.of(file))) {
      return model.run(Tensor.of(new float[PIXELS], 1, 8, 8, 1)).single().toFloats();
    }
  }
}
