package io.infer4j.testkit.fake;

import io.infer4j.DType;
import io.infer4j.InferenceEngines;
import io.infer4j.LoadOptions;
import io.infer4j.Model;
import io.infer4j.ModelSource;
import io.infer4j.Shape;
import io.infer4j.Tensor;
import io.infer4j.TensorSpec;
import io.infer4j.spi.InferenceEngine;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A model for unit tests of code that uses one: the test says what it takes, what it answers, when
 * it fails and how long it takes. {@link #load} gives an ordinary {@link Model}, which checks its
 * inputs as that of a real engine does.
 *
 * <pre>{@code
 * FakeModel fake =
 *     FakeModel.create()
 *         .input("image", DType.FLOAT32, 1, 1, 2, 2)
 *         .output("scores", DType.FLOAT32, 1, 3)
 *         .answers(Tensor.of(new float[] {0.1f, 0.7f, 0.2f}, 1, 3))
 *         .answers(Tensor.of(new float[] {0.9f, 0.1f, 0.0f}, 1, 3))
 *         .failsAt(3, "out of memory")
 *         .takes(Duration.ofMillis(2));
 * try (Model model = fake.load()) {
 *   Tensor image = Tensor.of(new float[] {1, 2, 3, 4}, 1, 1, 2, 2);
 *   float[] first = model.run(image).single().toFloats(); // 0.1, 0.7, 0.2
 *   float[] second = model.run(image).single().toFloats(); // 0.9, 0.1, 0.0
 *   model.run(image); // throws RunFailedException: out of memory
 * }
 * fake.received(1).get("image"); // a copy of what the first run was given
 * }</pre>
 *
 * <p>Runs and loads are counted from 1 over all models and bindings of one fake, in the order in
 * which they begin. The methods that describe it give the same object, and are to be called before
 * it is loaded; the others may be called from any thread.
 */
public final class FakeModel {
  private final Script script = new Script();

  private FakeModel() {}

  /** A model without inputs and outputs, which are to be added. */
  public static FakeModel create() {
    return new FakeModel();
  }

  /**
   * Adds an input.
   *
   * @param shape {@link Shape#DYNAMIC} where a dimension is open
   */
  public FakeModel input(String name, DType dtype, long... shape) {
    return input(TensorSpec.of(name, dtype, Shape.of(shape)));
  }

  /** Adds an input with all that a spec says, such as a quantization. */
  public FakeModel input(TensorSpec spec) {
    script.inputs.add(spec);
    return this;
  }

  /**
   * Adds an output. One of fixed shape is the same tensor for every run of a binding; another is
   * there after a run, and anew with each.
   *
   * @param shape {@link Shape#DYNAMIC} where a dimension is open
   */
  public FakeModel output(String name, DType dtype, long... shape) {
    return output(TensorSpec.of(name, dtype, Shape.of(shape)));
  }

  /** Adds an output with all that a spec says, such as a quantization. */
  public FakeModel output(TensorSpec spec) {
    script.outputs.add(spec);
    return this;
  }

  /** Adds an entry to the metadata. */
  public FakeModel metadata(String key, String value) {
    script.metadata.put(key, value);
    return this;
  }

  /**
   * Adds what one more run answers: after the first call, the first run that does not fail; after
   * the second, the second. From the last answer on it is given again and again; without any,
   * outputs of fixed shape are zeros.
   *
   * @param outputs one for each output, in order; copied when they are given out. A run whose
   *     answer does not fit the outputs throws {@link IllegalArgumentException}.
   */
  public FakeModel answers(Tensor... outputs) {
    List<Tensor> answer = List.of(outputs);
    script.answers.add(inputs -> script.named(answer));
    return this;
  }

  /**
   * Adds what one more run answers, see {@link #answers}, as a function of its inputs.
   *
   * @param function from the inputs by name, copies, without optional ones that were left out, to
   *     the outputs by name; what it throws the run throws
   */
  public FakeModel computes(UnaryOperator<Map<String, Tensor>> function) {
    script.answers.add(function);
    return this;
  }

  /**
   * Lets one run fail with a {@link io.infer4j.RunFailedException} of this message; it uses up no
   * answer.
   *
   * @param run counted from 1
   * @throws IllegalArgumentException if it is less
   */
  public FakeModel failsAt(int run, String message) {
    script.failures.put(Script.countedFromOne(run), message);
    return this;
  }

  /**
   * Lets one load fail with a {@link io.infer4j.ModelLoadException} of this message.
   *
   * @param load counted from 1
   * @throws IllegalArgumentException if it is less
   */
  public FakeModel failsToLoadAt(int load, String message) {
    script.loadFailures.put(Script.countedFromOne(load), message);
    return this;
  }

  /**
   * Lets every run take at least so long; {@link io.infer4j.IoBinding#cancel} ends it early.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public FakeModel takes(Duration latency) {
    if (latency.isNegative()) {
      throw new IllegalArgumentException("expected a duration of 0 or more, got " + latency);
    }
    script.latency = latency;
    return this;
  }

  /**
   * Loads it.
   *
   * @throws io.infer4j.ModelLoadException if {@link #failsToLoadAt} says so
   */
  public Model load() {
    return InferenceEngines.of(engine()).load(source(), LoadOptions.defaults());
  }

  /**
   * The engine, named {@code fake}, that loads it: for code under test that is given {@link
   * InferenceEngines} and loads its models by itself. It reads {@link #source} and every other text
   * that begins with {@code infer4j-fake}.
   */
  public InferenceEngine engine() {
    return new FakeEngine(script);
  }

  /** A source that {@link #engine} loads. */
  public ModelSource source() {
    return ModelSource.of(FakeEngine.MAGIC.getBytes(StandardCharsets.US_ASCII));
  }

  /** How many runs have begun, the failed and cancelled ones included. */
  public int runs() {
    return script.received.size();
  }

  /** How many loads have begun. */
  public int loads() {
    return script.loads.get();
  }

  /**
   * The inputs of a run by name, as they were at its beginning; optional ones that were left out
   * are not among them.
   *
   * @param run counted from 1
   * @throws IllegalArgumentException if there was no such run
   */
  public Map<String, Tensor> received(int run) {
    List<Map<String, Tensor>> all = script.received;
    if (run < 1 || run > all.size()) {
      throw new IllegalArgumentException("there is no run " + run + ", there were " + all.size());
    }
    return all.get(run - 1);
  }

  /** What goes in and out. */
  @Override
  public String toString() {
    return "fake: " + Arrays.asList(script.inputs, script.outputs);
  }
}
