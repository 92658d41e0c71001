package io.infer4j.tflite.writer;

import io.infer4j.DType;
import io.infer4j.Tensor;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.CustomQuantizationT;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.ModelT;
import org.tensorflow.lite.schema.OperatorCodeT;
import org.tensorflow.lite.schema.QuantizationDetailsUnion;
import org.tensorflow.lite.schema.QuantizationParametersT;
import org.tensorflow.lite.schema.SubGraphT;
import org.tensorflow.lite.schema.TensorT;
import org.tensorflow.lite.schema.TensorType;

/** Models that end the process where nobody looks at them before the runtime does. */
final class CrashModels {
  private static final byte BLOCKWISE = 2;

  private CrashModels() {}

  /** Windows of 5 x 5 over images of any size, then a softmax over the channels. */
  static TfliteGraph window() {
    return window(-1, -1);
  }

  /** The same for images that are too small for it. */
  static ModelT windowTooSmall() {
    ModelT model = new TfliteModel(window(1, 5)).toSchema();
    model.getSubgraphs()[0].getTensors()[0].setShape(new int[] {1, 4, 4, 1});
    return model;
  }

  private static TfliteGraph window(long batch, long size) {
    TfliteGraph graph = new TfliteGraph();
    Value x = graph.input("x", DType.FLOAT32, batch, size, size, 1);
    float[] filters = new float[2 * 5 * 5];
    Arrays.fill(filters, 0.25f);
    Value y =
        graph.conv2d(
            x,
            graph.constant(Tensor.of(filters, 2, 5, 5, 1)),
            graph.constant(Tensor.of(new float[2], 2)),
            Padding.VALID,
            1,
            Activation.NONE);
    graph.output("y", graph.softmax(y));
    return graph;
  }

  /** A good model whose input has data of its own. */
  static ModelT constantInput(ModelT good) {
    TensorT[] tensors = good.getSubgraphs()[0].getTensors();
    tensors[0].setBuffer(tensors[1].getBuffer());
    return good;
  }

  /** A good model whose weights are quantised block by block, which this schema does not know. */
  static byte[] blockwise(ModelT good) {
    QuantizationDetailsUnion details = new QuantizationDetailsUnion();
    details.setType((byte) 1);
    CustomQuantizationT custom = new CustomQuantizationT();
    custom.setCustom(new int[4]);
    details.setValue(custom);
    QuantizationParametersT quantization = new QuantizationParametersT();
    quantization.setDetails(details);
    good.getSubgraphs()[0].getTensors()[1].setQuantization(quantization);
    byte[] file = TfliteModel.toBytes(good);
    for (int i = 0; i < file.length; i++) {
      if (file[i] == 1) {
        file[i] = BLOCKWISE;
        Model model = Model.getRootAsModel(ByteBuffer.wrap(file));
        if (model.subgraphs(0).tensors(1).quantization().detailsType() == BLOCKWISE) {
          return file;
        }
        file[i] = 1;
      }
    }
    throw new IllegalStateException("the type of the details is nowhere");
  }

  /** {@code counter} with a state of 8 bits, of which the runtime takes 32. */
  static ModelT narrowState() {
    ModelT model = StateModels.counter("y");
    for (TensorT tensor : model.getSubgraphs()[0].getTensors()) {
      if (tensor.getIsVariable()) {
        tensor.setType(TensorType.INT8);
      }
    }
    return model;
  }

  /** SVDF over integers, all of 8 bits, where the runtime takes state and weights of 16. */
  static ModelT narrowSvdf() {
    ModelT model = StateModels.counter("y");
    OperatorCodeT code = model.getOperatorCodes()[0];
    code.setBuiltinCode(BuiltinOperator.SVDF);
    code.setDeprecatedBuiltinCode((byte) BuiltinOperator.SVDF);
    SubGraphT graph = model.getSubgraphs()[0];
    graph.getOperators()[0].setBuiltinOptions(null);
    for (TensorT tensor : graph.getTensors()) {
      tensor.setType(TensorType.INT8);
    }
    return model;
  }

  /** d int32 [?], v [] -> y filled with v, whose shape d is. */
  static ModelT fill() {
    TfliteGraph graph = new TfliteGraph();
    Value d = graph.input("d", DType.INT32, -1);
    Value v = graph.input("v", DType.FLOAT32);
    graph.output("y", graph.custom("", DType.FLOAT32, new long[] {-1}, d, v));
    return builtIn(graph, BuiltinOperator.FILL);
  }

  /** x [?], b int32 [1], s int32 [1] -> y, s elements of x from b on. */
  static ModelT slice() {
    TfliteGraph graph = new TfliteGraph();
    Value x = graph.input("x", DType.FLOAT32, -1);
    Value b = graph.input("b", DType.INT32, 1);
    Value s = graph.input("s", DType.INT32, 1);
    graph.output("y", graph.custom("", DType.FLOAT32, new long[] {-1}, x, b, s));
    return builtIn(graph, BuiltinOperator.SLICE);
  }

  /** i int32 [?], v [?] -> y [4] with v at i, else 0. */
  static ModelT sparseToDense() {
    TfliteGraph graph = new TfliteGraph();
    Value i = graph.input("i", DType.INT32, -1);
    Value size = graph.constant(Tensor.of(new int[] {4}, 1));
    Value v = graph.input("v", DType.FLOAT32, -1);
    Value zero = graph.constant(Tensor.of(new float[1], new long[0]));
    graph.output("y", graph.custom("", DType.FLOAT32, new long[] {4}, i, size, v, zero));
    return builtIn(graph, BuiltinOperator.SPARSE_TO_DENSE);
  }

  /** a int32 [], b int32 [], c int32 [] -> y from a to b in steps of c. */
  static ModelT range() {
    TfliteGraph graph = new TfliteGraph();
    Value a = graph.input("a", DType.INT32);
    Value b = graph.input("b", DType.INT32);
    Value c = graph.input("c", DType.INT32);
    graph.output("y", graph.custom("", DType.INT32, new long[] {-1}, a, b, c));
    return builtIn(graph, BuiltinOperator.RANGE);
  }

  /** a int32 [?], b int32 [?] -> y = a / b. */
  static ModelT divide() {
    TfliteGraph graph = new TfliteGraph();
    Value a = graph.input("a", DType.INT32, -1);
    Value b = graph.input("b", DType.INT32, -1);
    graph.output("y", graph.custom("", DType.INT32, new long[] {-1}, a, b));
    return builtIn(graph, BuiltinOperator.FLOOR_DIV);
  }

  private static ModelT builtIn(TfliteGraph graph, int operator) {
    ModelT model = new TfliteModel(graph).toSchema();
    OperatorCodeT code = model.getOperatorCodes()[0];
    code.setBuiltinCode(operator);
    code.setDeprecatedBuiltinCode((byte) operator);
    code.setCustomCode(null);
    return model;
  }
}
