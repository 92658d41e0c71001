package io.infer4j.testkit.reference;

import static io.infer4j.testkit.TensorAssert.assertThatTensor;

import io.infer4j.DType;
import io.infer4j.Model;
import io.infer4j.ModelSource;
import io.infer4j.Outputs;
import io.infer4j.Tensor;
import io.infer4j.TensorSpec;
import io.infer4j.npy.Npy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every model.txt gives what NumPy computed for its fixture. */
class ReferenceFixturesTest {
  private static final Path ROOT = Path.of("src/main/resources/io/infer4j/testkit/fixtures");

  static Stream<Path> cases() throws IOException {
    return Files.walk(ROOT, 2)
        .filter(path -> path.getFileName().toString().startsWith("case"))
        .sorted();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aFixtureGivesWhatNumPyComputed(Path folder) throws IOException {
    Path model = folder.resolveSibling("model.txt");
    try (Model loaded = Model.load(ModelSource.of(model))) {
      Map<String, Tensor> inputs = new LinkedHashMap<>();
      for (int i = 0; i < loaded.inputs().size(); i++) {
        inputs.put(loaded.inputs().get(i).name(), read(folder, "in" + i, loaded.inputs().get(i)));
      }
      Outputs outputs = loaded.run(inputs);
      for (int i = 0; i < loaded.outputs().size(); i++) {
        TensorSpec spec = loaded.outputs().get(i);
        Tensor expected = read(folder, "out" + i, spec);
        Tensor actual = outputs.get(spec.name());
        if (spec.dtype() == DType.FLOAT32 && !folder.getParent().endsWith("identity_float32")) {
          assertThatTensor(actual).isCloseTo(expected, 1e-6, 1e-6);
        } else {
          assertThatTensor(actual).isIdenticalTo(expected);
        }
      }
    }
  }

  private static Tensor read(Path folder, String name, TensorSpec spec) throws IOException {
    if (spec.dtype() == DType.STRING) {
      List<String> lines = Files.readString(folder.resolve(name + ".txt")).lines().toList();
      return Tensor.of(lines.toArray(new String[0]), spec.shape().dims());
    }
    Tensor tensor = Npy.read(folder.resolve(name + ".npy"));
    return tensor.dtype() == spec.dtype() ? tensor : tensor.to(spec.dtype());
  }
}
