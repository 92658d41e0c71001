package io.infer4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.infer4j.LoadOptions;
import io.infer4j.Model;
import io.infer4j.ModelLoadException;
import io.infer4j.ModelSource;
import io.infer4j.OptimizationLevel;
import io.infer4j.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Weights in other files come from the source and from nowhere else, and stay what they were. */
class ExternalDataTest {
  private static final int COLUMNS = 8192;

  @TempDir Path folder;

  private static byte[] bytes(String file) throws IOException {
    return Files.readAllBytes(Models.path(file));
  }

  private static ModelSource small(String model) throws IOException {
    return ModelSource.of(bytes(model + ".onnx"))
        .withFile("small.weights", ModelSource.of(bytes("small.weights")));
  }

  private static float[] run(Model model) {
    Map<String, Tensor> inputs = new HashMap<>();
    inputs.put("x", Tensor.of(new float[] {1, 2, 3, 4}, 1, 4));
    if (model.inputs().size() == 2) {
      inputs.put("c", Tensor.of(new boolean[] {true}, new long[0]));
    }
    try (model) {
      return model.run(inputs).single().toFloats();
    }
  }

  /** The model with a matrix of 128 KiB, whose first column is all {@code first}. */
  private Path great(float first) throws IOException {
    Files.write(folder.resolve("great.onnx"), bytes("external_great.onnx"));
    Files.write(folder.resolve("great.weights"), greatWeights(first));
    return folder.resolve("great.onnx");
  }

  private static byte[] greatWeights(float first) {
    ByteBuffer weights =
        ByteBuffer.allocate(4 + 4 * 4 * COLUMNS).order(ByteOrder.LITTLE_ENDIAN).position(4);
    for (int row = 0; row < 4; row++) {
      weights.putFloat(4 + 4 * COLUMNS * row, first);
    }
    return weights.array();
  }

  @ParameterizedTest
  @EnumSource(OptimizationLevel.class)
  void areReadWhereverInTheModelATensorCanBe(OptimizationLevel level) throws IOException {
    LoadOptions options = LoadOptions.defaults().withOptimization(level);
    for (String name : new String[] {"subgraph", "attribute", "function"}) {
      ModelSource source = small("external_" + name);
      assertThat(run(Model.load(source, options))).as(name).containsExactly(3, 6, 9, 12);
      Path path = Models.path("external_" + name + ".onnx");
      assertThat(run(Model.load(path, options))).as(name).containsExactly(3, 6, 9, 12);
    }
    Model great = Model.load(great(2), options);
    assertThat(run(great)).hasSize(COLUMNS).startsWith(20, 0);
  }

  @Test
  void mayHoldAShapeThatTheRuntimeNeedsAtLoad() {
    assertThat(run(Models.load("external_small.onnx"))).containsExactly(1, 2, 3, 4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"subgraph", "attribute", "function", "small"})
  void areNotLookedForByAModelFromMemory(String name) throws IOException {
    ModelSource source = ModelSource.of(bytes("external_" + name + ".onnx"));
    assertThatThrownBy(() -> Model.load(source))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("keeps weights in files beside it")
        .hasMessageContaining("'small.weights' is missing");
  }

  @ParameterizedTest
  @EnumSource(OptimizationLevel.class)
  void areNotTakenFromTheWorkingDirectory(OptimizationLevel level) throws IOException {
    Path decoy = Files.write(Path.of("small.weights"), bytes("small.weights"));
    try {
      for (String name : new String[] {"subgraph", "attribute", "function", "small"}) {
        ModelSource source = ModelSource.of(bytes("external_" + name + ".onnx"));
        assertThatThrownBy(() -> Model.load(source, LoadOptions.defaults().withOptimization(level)))
            .as(name)
            .isInstanceOf(ModelLoadException.class);
      }
    } finally {
      Files.delete(decoy);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"outside", "absolute"})
  void areRefusedOutsideOfTheModelsFolder(String name) throws IOException {
    String model = "external_" + name + ".onnx";
    for (ModelSource source :
        new ModelSource[] {ModelSource.of(Models.path(model)), small("external_" + name)}) {
      assertThatThrownBy(() -> Model.load(source))
          .isInstanceOf(ModelLoadException.class)
          .hasMessageContaining("tensor 'w' lies in '")
          .hasMessageEndingWith("which is not a file in the model's folder or below it");
    }
  }

  @Test
  void ofAPinnedModelMustBePinnedToo() throws IOException {
    ModelSource alone = ModelSource.of(Models.path("external_attribute.onnx"));
    ModelSource pinned = alone.withSha256(alone.sha256());
    assertThatThrownBy(() -> Model.load(pinned))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("here 'small.weights', and a pinned model takes only files that")
        .hasMessageContaining("ModelSource.withFile");

    ModelSource both =
        alone.withFile("small.weights", ModelSource.of(Models.path("small.weights")));
    assertThat(run(Model.load(both.withSha256(both.sha256())))).containsExactly(3, 6, 9, 12);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void areWhatTheyWereWhenTheModelWasLoaded(boolean truncated) throws IOException {
    Path path = great(2);
    Tensor x = Tensor.of(new float[] {1, 2, 3, 4}, 1, 4);
    for (OptimizationLevel level : OptimizationLevel.values()) {
      Files.write(folder.resolve("great.weights"), greatWeights(2));
      try (Model model = Model.load(path, LoadOptions.defaults().withOptimization(level))) {
        // Written over in place: a mapping would see it, or end the JVM where nothing is left.
        try (FileChannel file =
            FileChannel.open(folder.resolve("great.weights"), StandardOpenOption.WRITE)) {
          if (truncated) {
            file.truncate(0);
          } else {
            file.write(ByteBuffer.wrap(greatWeights(7)));
          }
        }
        assertThat(model.run(x).single().toFloats()).startsWith(20, 0);
      }
    }
  }

  @Test
  void mayBeMemoryThatBeginsAnywhere() throws IOException {
    byte[] weights = greatWeights(2);
    ByteBuffer odd = ByteBuffer.allocateDirect(weights.length + 1).put((byte) 0).put(weights);
    odd.flip().position(1);
    ModelSource source =
        ModelSource.of(bytes("external_great.onnx"))
            .withFile("great.weights", ModelSource.of(odd.slice()));
    assertThat(run(Model.load(source))).startsWith(20, 0);
  }

  @Test
  void thatAreTooShortAreRefused() throws IOException {
    Path path = great(2);
    try (FileChannel file =
        FileChannel.open(folder.resolve("great.weights"), StandardOpenOption.WRITE)) {
      file.truncate(1000);
    }
    assertThatThrownBy(() -> Model.load(path))
        .isInstanceOf(ModelLoadException.class)
        .hasMessage("tensor 'w' is said to end at byte 131076 of 'great.weights', which has 1000");
  }

  @Test
  void thatAreMissingBesideTheFileAreNamed() throws IOException {
    Path path = great(2);
    Files.delete(folder.resolve("great.weights"));
    assertThatThrownBy(() -> Model.load(path))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("there is no file " + folder.resolve("great.weights"));
  }

  @Test
  void areNamedByTheMetadata() {
    try (Model model = Models.load("external_attribute.onnx")) {
      assertThat(model.metadata()).containsEntry("onnx.external_data", "small.weights");
    }
  }
}
