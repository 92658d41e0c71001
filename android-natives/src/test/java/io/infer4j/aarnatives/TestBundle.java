package io.infer4j.aarnatives;

import io.infer4j.DType;
import io.infer4j.IoBinding;
import io.infer4j.LoadOptions;
import io.infer4j.Model;
import io.infer4j.Shape;
import io.infer4j.Tensor;
import io.infer4j.TensorSpec;
import io.infer4j.bundle.BundleVariant;
import io.infer4j.bundle.ModelBundle;
import io.infer4j.npy.Npy;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A bundle of this project, and its test samples.
 *
 * @param samples by input, the file of the bundle that has one sample after the other
 * @param answers by output, the file with what the runtime answered that the model comes from
 */
record TestBundle(
    String name, Path folder, Map<String, String> samples, Map<String, String> answers) {
  /** What all that runs on Android is tested with. Each has variants for both AARs. */
  static final List<TestBundle> ALL =
      List.of(
          new TestBundle(
              "digits",
              Path.of("../cli/src/main/resources/io/infer4j/cli/digits"),
              Map.of("image", "test-images.npy"),
              Map.of("scores", "test-scores.npy")),
          new TestBundle(
              "gesture",
              Path.of("../examples/src/main/resources/io/infer4j/examples/gesture"),
              Map.of("features", "test-features.npy"),
              Map.of("scores", "test-scores.npy")));

  static TestBundle named(String name) {
    return ALL.stream().filter(each -> each.name.equals(name)).findFirst().orElseThrow();
  }

  ModelBundle open() {
    return ModelBundle.open(folder);
  }

  /** The variants for the runtimes that have an Android binding here. */
  List<String> variants() {
    return open().variants().stream()
        .filter(each -> !each.format().equals("onnx"))
        .map(BundleVariant::name)
        .toList();
  }

  /**
   * The options for the backends' bindings of that name, android or desktop. On one thread, as
   * threads that wait for each other take long on a busy machine.
   */
  static LoadOptions options(String binding) {
    return LoadOptions.defaults()
        .withThreads(1)
        .withOption("tflite", "binding", binding)
        .withOption("pytorch", "binding", binding);
  }

  Model load(String variant, String binding) {
    return open().load(variant, options(binding));
  }

  /** The model's inputs with one in place of what is dynamic, which is the number of samples. */
  static Map<String, Shape> oneSample(Model model) {
    Map<String, Shape> shapes = new HashMap<>();
    for (TensorSpec input : model.inputs()) {
      long[] dims = input.shape().dims();
      for (int i = 0; i < dims.length; i++) {
        dims[i] = dims[i] == Shape.DYNAMIC ? 1 : dims[i];
      }
      shapes.put(input.name(), Shape.of(dims));
    }
    return shapes;
  }

  private Map<String, Tensor> inputs() {
    Map<String, Tensor> inputs = new HashMap<>();
    samples.forEach((input, file) -> inputs.put(input, read(file)));
    return inputs;
  }

  /** What the model answers to every sample, by the names of its outputs. */
  Map<String, Tensor> answers(Model model) {
    Map<String, Tensor> inputs = inputs();
    Map<String, Tensor> answers = new HashMap<>();
    try (IoBinding io = model.bind(oneSample(model))) {
      int count = (int) inputs.values().iterator().next().shape().dim(0);
      for (int i = 0; i < count; i++) {
        for (Map.Entry<String, Tensor> input : inputs.entrySet()) {
          io.input(input.getKey()).asFloats().put(input.getValue().slice(i, i + 1).asFloats());
        }
        io.run();
        for (TensorSpec output : model.outputs()) {
          Tensor answer = io.output(output.name());
          answers
              .computeIfAbsent(output.name(), k -> room(answer, count))
              .slice(i, i + 1)
              .asFloats()
              .put(answer.asFloats());
        }
      }
    }
    return answers;
  }

  /** For so many answers, one after the other on the first axis. */
  private static Tensor room(Tensor answer, int count) {
    long[] dims = answer.shape().dims();
    dims[0] = count;
    return Tensor.allocate(DType.FLOAT32, dims);
  }

  /** What the runtime that the model comes from answered to every sample. */
  Map<String, Tensor> storedAnswers() {
    Map<String, Tensor> stored = new HashMap<>();
    answers.forEach((output, file) -> stored.put(output, read(file)));
    return stored;
  }

  /** Whether it answers with scores of classes. */
  boolean classifies() {
    return answers.containsKey("scores");
  }

  /** If so, the class of every sample, by its index. */
  Tensor labels() {
    return read("test-labels.npy");
  }

  private Tensor read(String file) {
    return Npy.read(folder.resolve(file));
  }

  @Override
  public String toString() {
    return name;
  }
}
