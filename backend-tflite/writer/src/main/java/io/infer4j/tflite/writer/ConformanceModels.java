package io.infer4j.tflite.writer;

import io.infer4j.DType;
import io.infer4j.Tensor;
import io.infer4j.npy.Npy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.tensorflow.lite.schema.ModelT;

/**
 * Writes {@code model.tflite} of each conformance fixture into {@code
 * testkit/src/main/resources/io/infer4j/testkit/fixtures}, whose README says what the fixtures are;
 * the same bytes each time. Run it from the repository root, as {@link TestModels} is run.
 *
 * <p>The weights are those that {@code testkit/src/main/python/make_fixtures.py} wrote. Names,
 * dtypes, shapes and layouts are those of {@code fixture.properties}: images come and go as NCHW
 * and are transposed inside.
 */
public final class ConformanceModels {
  /** Where the fixtures are, from the repository's root. */
  static final Path FOLDER = Path.of("testkit/src/main/resources/io/infer4j/testkit/fixtures");

  private static final Path WEIGHTS = Path.of("testkit/src/main/python/fixture_weights");

  private static final int SLOW_STEPS = 400;

  /** Of each side; less than in the other formats, whose kernels for int64 are faster. */
  private static final int SLOW_GRID = 768;

  private final Path weights;
  private final Path target;

  private ConformanceModels(Path root, Path target) {
    this.weights = root.resolve(WEIGHTS);
    this.target = target;
  }

  /** Writes the models; takes no arguments. */
  public static void main(String[] args) throws IOException {
    writeAll(Path.of(""), FOLDER);
  }

  /** Writes the models of the repository at {@code root} into {@code target}. */
  static void writeAll(Path root, Path target) throws IOException {
    new ConformanceModels(root, target).writeAll();
  }

  private void writeAll() throws IOException {
    for (DType dtype : DType.values()) {
      write("identity_" + dtype, identity(dtype));
    }
    write("add_sub", addSub());
    write("add_int32", add(DType.INT32));
    write("add_int64", add(DType.INT64));
    write("mlp", mlp(1));
    write("mlp_batch", mlp(-1));
    write("conv", conv());
    write("many", many());
    write("names", names());
    write("sequence", sequence());
    write("scalar", scalar());
    write("empty", plusOne(-1, 4));
    write("nonzero", nonzero());
    write("quantized", quantized());
    write("mixed", mixed());
    write("passthrough", passthrough());
    write("large", plusOne(256, 1024));
    write("slow", slow());
    write("clip", new ClipModel(this).graph());
    write("gather", gather());
    write("counter", StateModels.counter("total"));
    write("unsupported", unsupported());
  }

  private static TfliteGraph identity(DType dtype) {
    TfliteGraph graph = new TfliteGraph();
    graph.output("y", graph.reshape(graph.input("x", dtype, 2, 3), 2, 3));
    return graph;
  }

  private static TfliteGraph addSub() {
    TfliteGraph graph = new TfliteGraph();
    Value a = graph.input("a", DType.FLOAT32, 2, 3);
    Value b = graph.input("b", DType.FLOAT32, 2, 3);
    graph.output("sum", graph.add(a, b));
    graph.output("difference", graph.sub(a, b));
    return graph;
  }

  private static TfliteGraph add(DType dtype) {
    TfliteGraph graph = new TfliteGraph();
    Value a = graph.input("a", dtype, 4);
    Value b = graph.input("b", dtype, 4);
    graph.output("sum", graph.add(a, b));
    return graph;
  }

  private TfliteGraph mlp(long batch) {
    TfliteGraph graph = new TfliteGraph();
    Value x = graph.input("x", DType.FLOAT32, batch, 8);
    Value hidden = linear(graph, x, "mlp_w1", "mlp_b1", Activation.RELU);
    Value logits = linear(graph, hidden, "mlp_w2", "mlp_b2", Activation.NONE);
    graph.output("scores", graph.softmax(logits));
    return graph;
  }

  private TfliteGraph conv() {
    TfliteGraph graph = new TfliteGraph();
    Value image = graph.input("image", DType.FLOAT32, 1, 3, 8, 8);
    Value features = convolution(graph, graph.transpose(image, 0, 2, 3, 1), "conv");
    graph.output("features", graph.transpose(features, 0, 3, 1, 2));
    return graph;
  }

  private static TfliteGraph many() {
    TfliteGraph graph = new TfliteGraph();
    for (int i = 0; i < 12; i++) {
      Value x = graph.input("x" + i, DType.FLOAT32, 2);
      graph.output("y" + i, graph.mul(x, number(graph, i + 1)));
    }
    return graph;
  }

  /** The names are those of the signature, as in files that TensorFlow writes. */
  private static TfliteGraph names() {
    TfliteGraph graph = new TfliteGraph();
    List<String> inputs = List.of("a b", "x/y:0", "größe", "dot.ted");
    List<String> outputs = List.of("out,put", "=", "名前", "trailing ");
    Signature signature = graph.signature("serving_default");
    for (int i = 0; i < 4; i++) {
      Value x = graph.input("in" + i, DType.FLOAT32, 2);
      Value y = graph.add(x, number(graph, i + 1));
      graph.output("out" + i, y);
      signature.input(inputs.get(i), x).output(outputs.get(i), y);
    }
    return graph;
  }

  private static TfliteGraph sequence() {
    TfliteGraph graph = new TfliteGraph();
    Value x = graph.input("x", DType.FLOAT32, 1, -1, 4);
    graph.output("doubled", graph.mul(x, number(graph, 2)));
    graph.output("mean", graph.mean(x, false, 1));
    return graph;
  }

  private static TfliteGraph scalar() {
    TfliteGraph graph = new TfliteGraph();
    Value x = graph.input("x", DType.FLOAT32, 2, 3);
    Value product = graph.mul(x, graph.input("factor", DType.FLOAT32));
    graph.output("product", product);
    graph.output("total", graph.sum(product, false, 0, 1));
    return graph;
  }

  private static TfliteGraph plusOne(long... shape) {
    TfliteGraph graph = new TfliteGraph();
    Value x = graph.input("x", DType.FLOAT32, shape);
    graph.output("y", graph.add(x, number(graph, 1)));
    return graph;
  }

  private static TfliteGraph nonzero() {
    TfliteGraph graph = new TfliteGraph();
    Value x = graph.input("x", DType.FLOAT32, 6);
    graph.output("indices", graph.where(graph.notEqual(x, number(graph, 0))));
    return graph;
  }

  private TfliteGraph quantized() {
    TfliteGraph graph = new TfliteGraph();
    float xScale = one("quantized_x_scale");
    float weightScale = one("quantized_weight_scale");
    Value x =
        graph.input("x", DType.INT8, 1, 8).quantized(xScale, (int) one("quantized_x_zero_point"));
    Value weight = constant(graph, "quantized_weight").quantized(weightScale, 0);
    Value bias = constant(graph, "quantized_bias").quantized(xScale * weightScale, 0);
    Value y =
        graph
            .fullyConnected(x, weight, bias, Activation.NONE)
            .quantized(one("quantized_y_scale"), (int) one("quantized_y_zero_point"));
    graph.output("y", y);
    return graph;
  }

  private static TfliteGraph mixed() {
    TfliteGraph graph = new TfliteGraph();
    Value x = graph.input("x", DType.FLOAT32, 3);
    Value n = graph.input("n", DType.INT64, 3);
    Value mask = graph.input("mask", DType.BOOL, 3);
    graph.output("picked", graph.select(mask, x, graph.cast(n, DType.FLOAT32)));
    return graph;
  }

  /**
   * The output {@code same} is the input tensor itself: keeping the two apart is for the engine to
   * do. A tensor is in the outputs once, so {@code again} has one of its own.
   */
  private static TfliteGraph passthrough() {
    TfliteGraph graph = new TfliteGraph();
    Value x = graph.input("x", DType.FLOAT32, 2, 3);
    Value twice = graph.mul(x, number(graph, 2));
    Value again = graph.reshape(x, 2, 3);
    graph.output("x", x);
    graph.output("twice", twice);
    graph.output("again", again);
    graph
        .signature("serving_default")
        .input("x", x)
        .output("same", x)
        .output("twice", twice)
        .output("again", again);
    return graph;
  }

  /** In int64, of which XNNPACK takes nothing, so that a run can end between two operators. */
  private static TfliteGraph slow() {
    TfliteGraph graph = new TfliteGraph();
    Value x = graph.cast(graph.input("x", DType.FLOAT32, 1), DType.INT64);
    Value row = graph.constant(Tensor.allocate(DType.INT64, 1, SLOW_GRID));
    Value column = graph.constant(Tensor.allocate(DType.INT64, SLOW_GRID, 1));
    Value grid = graph.add(graph.add(x, row), column);
    Value one = graph.constant(Tensor.of(new long[] {1}, 1));
    Value modulus = graph.constant(Tensor.of(new long[] {Integer.MAX_VALUE}, 1));
    for (int i = 0; i < SLOW_STEPS; i++) {
      grid = graph.floorMod(graph.add(grid, one), modulus);
    }
    Value first = graph.at(graph.at(grid, 0, 0), 0, 0);
    graph.output("y", graph.cast(graph.reshape(first, 1), DType.FLOAT32));
    return graph;
  }

  private TfliteGraph gather() {
    TfliteGraph graph = new TfliteGraph();
    Value index = graph.input("index", DType.INT64, 1);
    Value row = graph.gather(constant(graph, "gather_table"), index, 0);
    graph.output("row", graph.reshape(row, 4));
    return graph;
  }

  private static TfliteGraph unsupported() {
    TfliteGraph graph = new TfliteGraph();
    Value x = graph.input("x", DType.FLOAT32, 2);
    graph.output("y", graph.custom("Unheard", DType.FLOAT32, new long[] {2}, x));
    return graph;
  }

  // ---- shared steps

  Value linear(TfliteGraph graph, Value x, String weight, String bias, Activation activation) {
    return graph.fullyConnected(x, constant(graph, weight), constant(graph, bias), activation);
  }

  /** With zeros around and relu; {@code x} is [n, h, w, in], as the result. */
  Value convolution(TfliteGraph graph, Value x, String layer) {
    Value filters = graph.constant(channelsLast(weights(layer + "_weight")));
    Value bias = constant(graph, layer + "_bias");
    return graph.conv2d(x, filters, bias, Padding.SAME, 1, Activation.RELU);
  }

  Value constant(TfliteGraph graph, String name) {
    return graph.constant(weights(name));
  }

  private static Value number(TfliteGraph graph, float value) {
    return graph.constant(Tensor.of(new float[] {value}, 1));
  }

  private float one(String name) {
    return weights(name).toFloats()[0];
  }

  /** PyTorch's [out, in, h, w] as [out, h, w, in]. */
  private static Tensor channelsLast(Tensor filters) {
    long[] dims = filters.shape().dims();
    int in = (int) dims[1];
    int pixels = (int) (dims[2] * dims[3]);
    float[] from = filters.toFloats();
    float[] to = new float[from.length];
    for (int i = 0; i < from.length; i++) {
      int pixel = i % pixels;
      int channel = i / pixels % in;
      int filter = i / pixels / in;
      to[(filter * pixels + pixel) * in + channel] = from[i];
    }
    return Tensor.of(to, dims[0], dims[2], dims[3], dims[1]);
  }

  private Tensor weights(String name) {
    return Npy.read(weights.resolve(name + ".npy"));
  }

  private void write(String name, TfliteGraph graph) throws IOException {
    write(name, new TfliteModel(graph).toSchema());
  }

  private void write(String name, ModelT model) throws IOException {
    model.setDescription("infer4j conformance fixture: " + name);
    Path folder = Files.createDirectories(target.resolve(name));
    Files.write(folder.resolve("model.tflite"), TfliteModel.toBytes(model));
  }
}
