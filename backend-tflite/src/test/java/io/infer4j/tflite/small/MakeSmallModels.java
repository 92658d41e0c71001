package io.infer4j.tflite.small;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tensorflow.lite.schema.ActivationFunctionType;
import org.tensorflow.lite.schema.AddOptionsT;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.Conv2DOptionsT;
import org.tensorflow.lite.schema.FullyConnectedOptionsT;
import org.tensorflow.lite.schema.GatherOptionsT;
import org.tensorflow.lite.schema.MulOptionsT;
import org.tensorflow.lite.schema.Padding;
import org.tensorflow.lite.schema.RNNOptionsT;
import org.tensorflow.lite.schema.ReshapeOptionsT;
import org.tensorflow.lite.schema.TensorType;
import org.tensorflow.lite.schema.WhereOptionsT;

/**
 * Writes the models in {@code src/test/resources/io/infer4j/tflite/small}: those that a careful
 * writer would not write among them. Run it with that folder as the argument.
 */
final class MakeSmallModels {
  private static final int F = TensorType.FLOAT32;

  private static Path folder;

  private MakeSmallModels() {}

  public static void main(String[] args) throws IOException {
    folder = Files.createDirectories(Path.of(args[0]));
    fullyConnected();
    conv();
    twoSignatures();
    quantised();
    for (String type : TYPES) {
      identity(type);
    }
    where();
    gather();
    counter();
    many();
    mixed();
    constants();
    sameNames();
    perChannel();
    slow();
    bad();
  }

  private static final String[] TYPES = {
    "float32",
    "float16",
    "int32",
    "uint8",
    "int64",
    "string",
    "bool",
    "int16",
    "complex64",
    "int8",
    "float64",
    "uint64",
    "uint32",
    "uint16",
    "bfloat16"
  };

  /** The schema's numbers; the library's schema is older than the last three. */
  private static int type(String name) {
    return switch (name) {
      case "float32" -> 0;
      case "float16" -> 1;
      case "int32" -> 2;
      case "uint8" -> 3;
      case "int64" -> 4;
      case "string" -> 5;
      case "bool" -> 6;
      case "int16" -> 7;
      case "complex64" -> 8;
      case "int8" -> 9;
      case "float64" -> 10;
      case "uint64" -> 12;
      case "uint32" -> 15;
      case "uint16" -> 16;
      case "bfloat16" -> 18;
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static void write(String name, SmallModel model) throws IOException {
    Files.write(folder.resolve(name + ".tflite"), model.bytes("made by MakeSmallModels"));
  }

  private static void add(SmallModel m, int a, int b, int sum) {
    m.op(BuiltinOperator.ADD, 1, BuiltinOptions.AddOptions, new AddOptionsT(), at(a, b), sum);
  }

  private static void dense(SmallModel m, int version, int x, int weights, int bias, int y) {
    m.op(
        BuiltinOperator.FULLY_CONNECTED,
        version,
        BuiltinOptions.FullyConnectedOptions,
        new FullyConnectedOptionsT(),
        at(x, weights, bias),
        y);
  }

  private static int[] at(int... tensors) {
    return tensors;
  }

  private static String[] names(String... names) {
    return names;
  }

  /** y = W x + b, any number of rows, named by a signature. */
  private static void fullyConnected() throws IOException {
    SmallModel m = new SmallModel();
    int x = m.dynamic("x", F, -1, 3);
    int weights = m.constant("w", F, SmallModel.floats(1, 2, 3, 4, 5, 6), 2, 3);
    int bias = m.constant("b", F, SmallModel.floats(0.5f, -0.5f), 2);
    int y = m.dynamic("y", F, -1, 2);
    dense(m, 1, x, weights, bias, y);
    m.graph(at(x), y).signature("serving_default", names("feature"), "score");
    m.metadata("min_runtime_version", "1.5.0\0\0\0").metadata("größe", "any");
    write("fc", m);
  }

  private static void conv() throws IOException {
    SmallModel m = new SmallModel();
    int x = m.tensor("img", F, 1, 3, 3, 1);
    int filter = m.constant("f", F, SmallModel.floats(1, 2, 3, 4), 1, 2, 2, 1);
    int bias = m.constant("bias", F, SmallModel.floats(10), 1);
    int y = m.tensor("map", F, 1, 2, 2, 1);
    Conv2DOptionsT options = new Conv2DOptionsT();
    options.setPadding(Padding.VALID);
    options.setStrideH(1);
    options.setStrideW(1);
    options.setDilationHFactor(1);
    options.setDilationWFactor(1);
    m.op(BuiltinOperator.CONV_2D, 1, BuiltinOptions.Conv2DOptions, options, at(x, filter, bias), y);
    write("conv", m.graph(at(x), y));
  }

  /** A sum in the first subgraph, a product, its inputs in the other order, in the second. */
  private static void twoSignatures() throws IOException {
    SmallModel m = new SmallModel();
    int a = m.dynamic("a", F, -1);
    int b = m.dynamic("b", F, -1);
    int sum = m.dynamic("sum", F, -1);
    add(m, a, b, sum);
    m.graph(at(a, b), sum).signature("plus", names("lhs", "rhs"), "total");
    a = m.dynamic("a", F, -1);
    b = m.dynamic("b", F, -1);
    int product = m.dynamic("product", F, -1);
    m.op(BuiltinOperator.MUL, 1, BuiltinOptions.MulOptions, new MulOptionsT(), at(a, b), product);
    m.graph(at(b, a), product).signature("times", names("right", "left"), "product");
    write("two_signatures", m);
  }

  private static void quantised() throws IOException {
    SmallModel m = new SmallModel();
    int x = m.quantized(m.tensor("x", TensorType.INT8, 1, 2), 0, new float[] {0.5f}, -1);
    int weights = m.constant("w", TensorType.INT8, new byte[] {10, -20}, 1, 2);
    m.quantized(weights, 0, new float[] {0.1f}, 0);
    int bias = m.constant("b", TensorType.INT32, SmallModel.ints(40), 1);
    m.quantized(bias, 0, new float[] {0.05f}, 0);
    int y = m.quantized(m.tensor("y", TensorType.INT8, 1, 1), 0, new float[] {0.25f}, 3);
    dense(m, 4, x, weights, bias, y);
    write("quantised", m.graph(at(x), y));
  }

  /** A reshape to one axis, which moves elements of any type. */
  private static void reshape(SmallModel m, int x, int y) {
    int shape = m.constant("shape", TensorType.INT32, SmallModel.ints(-1), 1);
    ReshapeOptionsT options = new ReshapeOptionsT();
    options.setNewShape(at(-1));
    m.op(BuiltinOperator.RESHAPE, 1, BuiltinOptions.ReshapeOptions, options, at(x, shape), y);
  }

  private static void identity(String type) throws IOException {
    SmallModel m = new SmallModel();
    int x = m.dynamic("x", type(type), -1);
    int y = m.dynamic("y", type(type), -1);
    reshape(m, x, y);
    write("identity_" + type, m.graph(at(x), y));
  }

  private static void perChannel() throws IOException {
    SmallModel m = new SmallModel();
    int x = m.tensor("x", TensorType.INT16, 1, 3);
    m.quantized(x, 1, new float[] {0.5f, 0.25f, 2}, 0, 0, 0);
    int y = m.tensor("y", TensorType.INT16, 3);
    m.quantized(y, 0, new float[] {0.5f, 0.25f, 2}, 0, 0, 0);
    reshape(m, x, y);
    write("per_channel", m.graph(at(x), y));
  }

  /** The indices of what is true: as many as there are. */
  private static void where() throws IOException {
    SmallModel m = new SmallModel();
    int x = m.tensor("x", TensorType.BOOL, 4);
    int indices = m.dynamic("indices", TensorType.INT64, -1, 1);
    m.op(
        BuiltinOperator.WHERE, 1, BuiltinOptions.WhereOptions, new WhereOptionsT(), at(x), indices);
    int same = m.tensor("same", TensorType.BOOL, 4);
    reshape(m, x, same);
    write("where", m.graph(at(x), indices, same));
  }

  /** Fails in a run, where the index is not 0 to 2. */
  private static void gather() throws IOException {
    SmallModel m = new SmallModel();
    int values = m.constant("values", F, SmallModel.floats(10, 20, 30), 3);
    int index = m.tensor("index", TensorType.INT32, 1);
    int y = m.tensor("y", F, 1);
    m.op(
        BuiltinOperator.GATHER,
        1,
        BuiltinOptions.GatherOptions,
        new GatherOptionsT(),
        at(values, index),
        y);
    write("gather", m.graph(at(index), y));
  }

  /** Adds its input to what it had before: a recurrent network with one unit. */
  private static void counter() throws IOException {
    SmallModel m = new SmallModel();
    int x = m.tensor("x", F, 1, 1);
    int weights = m.constant("w", F, SmallModel.floats(1), 1, 1);
    int recurrent = m.constant("r", F, SmallModel.floats(1), 1, 1);
    int bias = m.constant("b", F, SmallModel.floats(0), 1);
    int state = m.tensor("state", F, 1, 1);
    m.variable(state);
    int y = m.tensor("y", F, 1, 1);
    RNNOptionsT options = new RNNOptionsT();
    options.setFusedActivationFunction(ActivationFunctionType.RELU);
    m.op(
        BuiltinOperator.RNN,
        1,
        BuiltinOptions.RNNOptions,
        options,
        at(x, weights, recurrent, bias, state),
        y);
    write("counter", m.graph(at(x), y));
  }

  private static void many() throws IOException {
    SmallModel m = new SmallModel();
    int[] in = new int[64];
    int[] out = new int[64];
    for (int i = 0; i < 64; i++) {
      in[i] = m.tensor("in_" + i, F, 1);
      out[i] = m.tensor("out_" + i, F, 1);
      int constant = m.constant("c_" + i, F, SmallModel.floats(i), 1);
      add(m, in[i], constant, out[i]);
    }
    write("many", m.graph(in, out));
  }

  private static void mixed() throws IOException {
    SmallModel m = new SmallModel();
    String[] types = {"float32", "int64", "string", "bool", "uint8"};
    int[] in = new int[types.length];
    int[] out = new int[types.length];
    for (int i = 0; i < types.length; i++) {
      in[i] = m.dynamic(types[i], type(types[i]), -1);
      out[i] = m.dynamic(types[i] + "_out", type(types[i]), -1);
      reshape(m, in[i], out[i]);
    }
    write("mixed", m.graph(in, out));
  }

  private static void constants() throws IOException {
    SmallModel m = new SmallModel();
    int a = m.constant("a", F, SmallModel.floats(1, 2), 2);
    int b = m.constant("b", F, SmallModel.floats(10, 20), 2);
    int sum = m.tensor("sum", F, 2);
    add(m, a, b, sum);
    write("no_input", m.graph(at(), sum));
    m = new SmallModel();
    int x = m.tensor("x", F, 2);
    a = m.constant("constant", F, SmallModel.floats(3, 4), 2);
    sum = m.tensor("sum", F, 2);
    add(m, x, a, sum);
    write("passthrough", m.graph(at(x), x, a, sum));
  }

  private static void sameNames() throws IOException {
    SmallModel m = new SmallModel();
    int a = m.tensor("x", F, 1);
    int b = m.tensor("x", F, 1);
    int sum = m.tensor("", F, 1);
    add(m, a, b, sum);
    write("same_names", m.graph(at(a, b), sum));
  }

  /** A long chain: about a tenth of a second. */
  private static void slow() throws IOException {
    SmallModel m = new SmallModel();
    float[] values = new float[128 * 128];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 129 == 0 ? 1 : 0; // The identity.
    }
    int weights = m.constant("w", F, SmallModel.floats(values), 128, 128);
    int first = m.tensor("x", F, 512, 128);
    int x = first;
    for (int i = 0; i < 100; i++) {
      int y = m.tensor("y", F, 512, 128);
      dense(m, 1, x, weights, -1, y);
      x = y;
    }
    write("slow", m.graph(at(first), x));
  }

  private static void bad() throws IOException {
    for (String name : names("NoSuchOp", "FlexErf")) {
      SmallModel m = new SmallModel();
      int x = m.tensor("x", F, 2);
      int y = m.tensor("y", F, 2);
      m.custom(name, at(x), y);
      write("bad_" + name, m.graph(at(x), y));
    }
    SmallModel m = new SmallModel();
    int x = m.tensor("x", F, 2);
    int y = m.tensor("y", F, 2);
    m.op(BuiltinOperator.ADD, 99, BuiltinOptions.AddOptions, new AddOptionsT(), at(x, x), y);
    write("bad_version", m.graph(at(x), y));

    m = new SmallModel();
    x = m.tensor("x", F, 2);
    y = m.tensor("y", F, 2);
    add(m, x, 77, y);
    write("bad_tensor", m.graph(at(x), y));

    m = new SmallModel();
    x = m.tensor("x", F, 2);
    y = m.tensor("y", F, 2);
    add(m, x, x, y);
    write("bad_input", m.graph(at(55), y));

    m = new SmallModel();
    x = m.tensor("x", F, 1, 3);
    int weights = m.constant("w", F, SmallModel.floats(1, 2, 3), 2, 300);
    y = m.tensor("y", F, 1, 2);
    dense(m, 1, x, weights, -1, y);
    write("bad_buffer", m.graph(at(x), y));

    m = new SmallModel();
    x = m.tensor("x", F, 4);
    int shape = m.constant("shape", TensorType.INT32, SmallModel.ints(3), 1);
    y = m.tensor("y", F, 3);
    ReshapeOptionsT options = new ReshapeOptionsT();
    options.setNewShape(at(3));
    m.op(BuiltinOperator.RESHAPE, 1, BuiltinOptions.ReshapeOptions, options, at(x, shape), y);
    write("bad_reshape", m.graph(at(x), y));
  }
}
