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
import java.util.function.Supplier;

/**
 * A bundle of this project, and its test samples.
 *
 * @param samples by input, one sample after the other
 * @param answers by output, what the runtime answered to them that the model comes from
 */
record TestBundle(
    String name,
    Path folder,
    Map<String, Supplier<Tensor>> samples,
    Map<String, Supplier<Tensor>> answers) {
  /** What all that runs on Android is tested with. Each has variants for both AARs. */
  static final List<TestBundle> ALL =
      List.of(
          ofFiles(
              "digits",
              Path.of("../cli/src/main/resources/io/infer4j/cli/digits"),
              "image",
              "test-images.npy"),
          ofFiles(
              "gesture",
              Path.of("../examples/src/main/resources/io/infer4j/examples/gesture"),
              "features",
              "test-features.npy"),
          new TestBundle(
              "rally",
              Path.of("../rally/src/main/resources/io/infer4j/rally/model"),
              Map.of("frame", RallyClip::frames, "hand", RallyClip::hand),
              Map.of(
                  "coarse",
                  () -> RallyClip.answer("coarse"),
                  "fine",
                  () -> RallyClip.answer("fine"))));

  /** Of a classifier, whose samples and scores are files of the bundle. */
  private static TestBundle ofFiles(String name, Path folder, String input, String file) {
    return new TestBundle(
        name,
        folder,
        Map.of(input, () -> Npy.read(folder.resolve(file))),
        Map.of("scores", () -> Npy.read(folder.resolve("test-scores.npy"))));
  }

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
    samples.forEach((input, sample) -> inputs.put(input, sample.get()));
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
    answers.forEach((output, answer) -> stored.put(output, answer.get()));
    return stored;
  }

  /** Whether it answers with scores of classes. */
  boolean classifies() {
    return answers.containsKey("scores");
  }

  /** If so, the class of every sample, by its index. */
  Tensor labels() {
    return Npy.read(folder.resolve("test-labels.npy"));
  }

  @Override
  public String toString() {
    return name;
  }
}
