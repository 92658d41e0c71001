package io.infer4j.tflite.writer;

import static org.assertj.core.api.Assertions.assertThat;

import io.infer4j.DType;
import io.infer4j.LoadOptions;
import io.infer4j.Model;
import io.infer4j.ModelSource;
import io.infer4j.Tensor;
import io.infer4j.compare.Comparison;
import io.infer4j.npy.Npy;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rally's layers in TensorFlow Lite give what they give in PyTorch, by export_rally.py. */
class RallyModelsTest {
  private static final Path ROOT = Path.of("../..");
  private static final Path TRAINED = ROOT.resolve("rally/src/main/python/rally_weights");
  private static final double TOLERANCE = 1e-4;
  private static final float[] MEAN = {0.485f, 0.456f, 0.406f};
  private static final float[] STD = {0.229f, 0.224f, 0.225f};

  @TempDir Path written;

  private final Layers layers = new Layers();
  private final RallyGraph rally = new RallyGraph(new TrainedWeights(TRAINED), layers, layers);

  @Test
  void convolutionsAreThoseOfPyTorch() {
    Value images = layers.input("frame", 2, 64, 64, 3);
    for (int i = 1; i <= 4; i++) {
      images = rally.convolution(images, i);
      layers.graph.output("conv" + i, images);
    }

    Map<String, Tensor> results = run(layers.graph.toBytes(), Map.of("frame", frames(2)));

    for (int i = 1; i <= 4; i++) {
      Tensor expected = reference("conv" + i);
      assertSame(channelsLast(expected), results.get("conv" + i), "conv" + i);
    }
  }

  @Test
  void featuresOfAFrameAreThoseOfPyTorch() {
    Value images = layers.input("frame", 8, 64, 64, 3);
    for (int i = 1; i <= 4; i++) {
      images = rally.convolution(images, i);
    }
    layers.graph.output("fc", rally.features(images));

    Map<String, Tensor> results = run(layers.graph.toBytes(), Map.of("frame", frames(8)));

    assertSame(reference("fc"), results.get("fc"), "fc");
  }

  @Test
  void statesAndScoresOfAClipAreThoseOfPyTorch() {
    Tensor features = reference("clip_fc");
    Value in = layers.input("fc", features.shape().dims());
    Value states = rally.states(in, layers.input("hand", 1, 2));
    rally.addHeads(states);
    layers.graph.output("gru", states);

    Map<String, Tensor> results =
        run(rally.finished().toBytes(), Map.of("fc", features, "hand", reference("hand")));

    assertSame(reference("clip_gru"), results.get("gru"), "gru");
    assertSame(reference("clip_coarse"), results.get("coarse"), "coarse");
    assertSame(reference("clip_fine"), results.get("fine"), "fine");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void theFileGivesWhatPyTorchGives(int threads) throws IOException {
    RallyModels.writeAll(ROOT, written);
    ModelSource file = ModelSource.of(written.resolve("rally-float32.tflite"));
    LoadOptions options = LoadOptions.defaults().withThreads(threads);

    Map<String, Tensor> results =
        run(file, options, Map.of("frame", clip(), "hand", reference("hand")));

    assertSame(reference("coarse"), results.get("coarse"), "coarse");
    assertSame(reference("fine"), results.get("fine"), "fine");
  }

  @Test
  void theFileGivesTheSameWithoutXnnpack() throws IOException {
    RallyModels.writeAll(ROOT, written);
    ModelSource file = ModelSource.of(written.resolve("rally-float32.tflite"));
    LoadOptions options = LoadOptions.defaults().withOption("tflite", "xnnpack", "false");

    Map<String, Tensor> results =
        run(file, options, Map.of("frame", clip(), "hand", reference("hand")));

    assertSame(reference("coarse"), results.get("coarse"), "coarse");
    assertSame(reference("fine"), results.get("fine"), "fine");
  }

  private static Map<String, Tensor> run(byte[] file, Map<String, Tensor> inputs) {
    return run(ModelSource.of(file), LoadOptions.defaults(), inputs);
  }

  private static Map<String, Tensor> run(
      ModelSource file, LoadOptions options, Map<String, Tensor> inputs) {
    Map<String, Tensor> results = new LinkedHashMap<>();
    try (Model model = Model.load(file, options)) {
      model.run(inputs).asMap().forEach((name, result) -> results.put(name, result.copy()));
    }
    return results;
  }

  private static void assertSame(Tensor expected, Tensor actual, String name) {
    Tensor flat = actual.reshape(expected.shape().dims());
    Comparison comparison = Comparison.of(expected, flat);
    assertThat(comparison.nans()).as(name).isZero();
    assertThat(comparison.maxAbsolute()).as(name).isLessThanOrEqualTo(TOLERANCE);
  }

  private static Tensor reference(String name) {
    return Npy.read(TRAINED.resolve("reference").resolve(name + ".npy"));
  }

  /** The clip whose frame t is frame t % 8 of the references. */
  private static Tensor clip() {
    Tensor clip = Tensor.allocate(DType.FLOAT32, 1, 96, 64, 64, 3);
    FloatBuffer floats = clip.asFloats();
    for (int i = 0; i < 12; i++) {
      floats.put(frames(8).asFloats());
    }
    return clip;
  }

  /** The first frames of the references, normalised. */
  private static Tensor frames(int count) {
    byte[] pixels = new byte[count * 64 * 64 * 3];
    reference("frames").asBytes().get(pixels);
    float[] values = new float[pixels.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = ((pixels[i] & 0xff) / 255f - MEAN[i % 3]) / STD[i % 3];
    }
    return Tensor.of(values, count, 64, 64, 3);
  }

  /** [n, c, h, w] as [n, h, w, c]. */
  private static Tensor channelsLast(Tensor images) {
    long[] dims = images.shape().dims();
    int channels = (int) dims[1];
    int pixels = (int) (dims[2] * dims[3]);
    float[] from = images.toFloats();
    float[] to = new float[from.length];
    for (int i = 0; i < to.length; i++) {
      int image = i / (pixels * channels);
      int pixel = i / channels % pixels;
      to[i] = from[(image * channels + i % channels) * pixels + pixel];
    }
    return Tensor.of(to, dims[0], dims[2], dims[3], dims[1]);
  }
}
