package io.infer4j.testkit.conformance;

import static io.infer4j.testkit.TensorAssert.assertThatTensor;
import static org.assertj.core.api.Assertions.assertThat;

import io.infer4j.DType;
import io.infer4j.IoBinding;
import io.infer4j.ModelSource;
import io.infer4j.Outputs;
import io.infer4j.Shape;
import io.infer4j.Tensor;
import io.infer4j.TensorSpec;
import io.infer4j.npy.Npy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a small model takes and gives, whatever its format: names, dtypes, shapes, and cases of
 * inputs with the outputs that NumPy or PyTorch computed.
 */
final class Fixture {
  private static final String FOLDER = "/io/infer4j/testkit/fixtures/";

  private final String name;
  private final FixtureSpecs specs;

  private Fixture(String name, FixtureSpecs specs) {
    this.name = name;
    this.specs = specs;
  }

  static Fixture of(String name) {
    try (InputStream in = resource(name, "fixture.properties")) {
      return new Fixture(
          name, FixtureSpecs.read(Objects.requireNonNull(in, "no fixture '" + name + "'")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A model of the testkit. */
  static Optional<ModelSource> model(String name, String file) {
    try (InputStream in = resource(name, file)) {
      return in == null ? Optional.empty() : Optional.of(ModelSource.of(in.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static @Nullable InputStream resource(String name, String file) {
    return Fixture.class.getResourceAsStream(FOLDER + name + "/" + file);
  }

  List<TensorSpec> inputs() {
    return specs.inputs();
  }

  List<TensorSpec> outputs() {
    return specs.outputs();
  }

  int cases() {
    return specs.cases();
  }

  /** The inputs of a case by name, in memory of their own. */
  Map<String, Tensor> in(int index) {
    return tensors(index, "in", specs.inputs());
  }

  /** The only input of a case. */
  Tensor onlyIn(int index) {
    return in(index).values().iterator().next();
  }

  /** The expected outputs of a case by name. */
  Map<String, Tensor> out(int index) {
    return tensors(index, "out", specs.outputs());
  }

  /** The only expected output of a case. */
  Tensor onlyOut(int index) {
    return out(index).values().iterator().next();
  }

  Map<String, Shape> shapes(int index) {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    in(index).forEach((input, tensor) -> shapes.put(input, tensor.shape()));
    return shapes;
  }

  private Map<String, Tensor> tensors(int index, String side, List<TensorSpec> of) {
    Map<String, Tensor> all = new LinkedHashMap<>();
    for (int i = 0; i < of.size(); i++) {
      all.put(of.get(i).name(), tensor(of.get(i), "case" + index + "/" + side + i));
    }
    return all;
  }

  private Tensor tensor(TensorSpec spec, String file) {
    DType dtype = Objects.requireNonNull(spec.dtype());
    boolean text = dtype == DType.STRING;
    String whole = file + (text ? ".txt" : ".npy");
    try (InputStream in = resource(name, whole)) {
      Objects.requireNonNull(in, name + " has no " + whole);
      if (text) {
        String lines = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        // A line feed ends each string: a split behind the last one gives one too many.
        List<String> strings = new ArrayList<>(List.of(lines.split("\n", -1)));
        strings.remove(strings.size() - 1);
        return Tensor.of(strings.toArray(new String[0]), spec.shape().dims());
      }
      return Npy.read(in).to(dtype); // NumPy has no bfloat16: it is float32 there.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the inputs of a case into bound memory. */
  void write(int index, IoBinding io) {
    in(index).forEach((input, tensor) -> copy(tensor, io.input(input)));
  }

  private static void copy(Tensor from, Tensor to) {
    if (from.dtype() == DType.STRING) {
      for (int i = 0; i < from.elements(); i++) {
        to.asStrings().set(i, from.asStrings().get(i));
      }
    } else {
      ByteBuffer bytes = to.asBytes();
      bytes.put(from.asBytes());
    }
  }

  void check(int index, Outputs actual) {
    check(index, actual::get);
  }

  void check(int index, IoBinding io) {
    check(index, io::output);
  }

  /** That all outputs are those of the case, each within the fixture's tolerance. */
  void check(int index, Function<String, Tensor> actual) {
    out(index).forEach((output, expected) -> check(index, output, expected, actual));
  }

  /** That one output is that of the case. */
  void check(int index, String output, Tensor actual) {
    check(index, output, Objects.requireNonNull(out(index).get(output)), any -> actual);
  }

  private void check(int index, String output, Tensor expected, Function<String, Tensor> actual) {
    String what = "output '" + output + "' of fixture " + name + ", case " + index;
    Tensor tensor = actual.apply(output);
    assertThat(tensor).as(what).isNotNull();
    if (specs.isExact(output)) {
      assertThatTensor(tensor).as(what).isIdenticalTo(expected);
    } else {
      assertThatTensor(tensor).as(what).isCloseTo(expected, specs.atol(output), specs.rtol(output));
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
