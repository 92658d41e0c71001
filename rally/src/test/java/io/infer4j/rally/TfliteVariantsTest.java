package io.infer4j.rally;

import static org.assertj.core.api.Assertions.assertThat;

import io.infer4j.DType;
import io.infer4j.Model;
import io.infer4j.Outputs;
import io.infer4j.Tensor;
import io.infer4j.bundle.BundleVariant;
import io.infer4j.bundle.ModelBundle;
import io.infer4j.compare.Comparison;
import io.infer4j.npy.Npy;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bundle's TensorFlow Lite files, seen through the bundle: planes of pixels in float32. */
class TfliteVariantsTest {
  private static final Path REFERENCE = Path.of("src/main/python/rally_weights/reference");
  private static final float[] MEAN = {0.485f, 0.456f, 0.406f};
  private static final float[] STD = {0.229f, 0.224f, 0.225f};

  @ParameterizedTest
  @CsvSource({"tflite-float32", "tflite-float16", "tflite-dynamic", "tflite-int8"})
  void everyVariantAnswersAsPyTorchWithinItsTolerance(String name) {
    ModelBundle bundle = ModelBundle.openResource(TfliteVariantsTest.class, "model");
    BundleVariant variant = bundle.variant(name);
    try (Model model = bundle.load(name)) {
      Outputs outputs = model.run(Map.of("frame", clip(), "hand", reference("hand")));

      for (String output : new String[] {"coarse", "fine"}) {
        Tensor expected = reference(output);
        Tensor actual = outputs.get(output).reshape(expected.shape().dims());
        Comparison comparison = Comparison.of(expected, actual, variant.tolerance().orElseThrow());
        assertThat(comparison.passed()).as(output + ": " + comparison).isTrue();
      }
    }
  }

  /** The clip whose frame t is frame t % 8 of the references, normalised, as [1,96,3,64,64]. */
  private static Tensor clip() {
    byte[] pixels = new byte[8 * 64 * 64 * 3];
    reference("frames").asBytes().get(pixels);
    Tensor clip = Tensor.allocate(DType.FLOAT32, 1, 96, 3, 64, 64);
    FloatBuffer floats = clip.asFloats();
    for (int t = 0; t < 96; t++) {
      for (int c = 0; c < 3; c++) {
        for (int i = 0; i < 64 * 64; i++) {
          int pixel = pixels[(t % 8 * 64 * 64 + i) * 3 + c] & 0xff;
          floats.put((pixel / 255f - MEAN[c]) / STD[c]);
        }
      }
    }
    return clip;
  }

  private static Tensor reference(String name) {
    return Npy.read(REFERENCE.resolve(name + ".npy"));
  }
}
