package io.infer4j.tflite.writer;

import io.infer4j.DType;
import io.infer4j.Quantization;
import io.infer4j.Tensor;
import org.tensorflow.lite.schema.ModelT;
import org.tensorflow.lite.schema.SubGraphT;
import org.tensorflow.lite.schema.TensorT;
import org.tensorflow.lite.schema.TensorType;

/** Those of {@link TestModels} whose results are seen at a glance. */
final class SmallModels {
  private static final int SLOW_ROWS = 512;
  private static final int SLOW_SIZE = 128;
  private static final int SLOW_LAYERS = 100;

  private SmallModels() {}

  static TfliteModel fullyConnected() {
    TfliteGraph graph = new TfliteGraph();
    Value x = graph.input("x", DType.FLOAT32, -1, 3);
    Value weights = graph.constant(Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3));
    Value bias = floats(graph, 0.5f, -0.5f);
    Value y = graph.fullyConnected(x, weights, bias, Activation.NONE);
    graph.output("y", y);
    graph.signature("serving_default").input("feature", x).output("score", y);
    return new TfliteModel(graph)
        .metadata("min_runtime_version", "1.5.0\0\0\0")
        .metadata("größe", "any");
  }

  static TfliteGraph convolution() {
    TfliteGraph graph = new TfliteGraph();
    Value image = graph.input("img", DType.FLOAT32, 1, 3, 3, 1);
    Value filter = graph.constant(Tensor.of(new float[] {1, 2, 3, 4}, 1, 2, 2, 1));
    Value bias = floats(graph, 10);
    graph.output("map", graph.conv2d(image, filter, bias, Padding.VALID, 1, Activation.NONE));
    return graph;
  }

  static TfliteModel twoSignatures() {
    TfliteGraph plus = new TfliteGraph("plus");
    Value a = plus.input("a", DType.FLOAT32, -1);
    Value b = plus.input("b", DType.FLOAT32, -1);
    Value sum = plus.add(a, b);
    plus.output("sum", sum);
    plus.signature("plus").input("lhs", a).input("rhs", b).output("total", sum);

    TfliteGraph times = new TfliteGraph("times");
    b = times.input("b", DType.FLOAT32, -1);
    a = times.input("a", DType.FLOAT32, -1);
    Value product = times.mul(a, b);
    times.output("product", product);
    times.signature("times").input("left", a).input("right", b).output("product", product);
    return new TfliteModel(plus, times);
  }

  static TfliteGraph quantized() {
    TfliteGraph graph = new TfliteGraph();
    Value x = graph.input("x", DType.INT8, 1, 2).quantized(0.5f, -1);
    Value weights = graph.constant(Tensor.of(new byte[] {10, -20}, 1, 2)).quantized(0.1f, 0);
    Value bias = graph.constant(Tensor.of(new int[] {40}, 1)).quantized(0.5f * 0.1f, 0);
    Value y = graph.fullyConnected(x, weights, bias, Activation.NONE).quantized(0.25f, 3);
    graph.output("y", y);
    return graph;
  }

  static TfliteGraph perChannel() {
    float[] scales = {0.5f, 0.25f, 2};
    TfliteGraph graph = new TfliteGraph();
    Value x = graph.input("x", DType.INT16, 1, 3);
    x.quantized(Quantization.perChannel(scales, new int[3], 1));
    Value y = graph.reshape(x, 3);
    graph.output("y", y.quantized(Quantization.perChannel(scales, new int[3], 0)));
    return graph;
  }

  static TfliteGraph whereBeside() {
    TfliteGraph graph = new TfliteGraph();
    Value x = graph.input("x", DType.BOOL, 4);
    graph.output("indices", graph.where(x));
    graph.output("same", graph.reshape(x, 4));
    return graph;
  }

  static TfliteGraph noOperator() {
    TfliteGraph graph = new TfliteGraph();
    graph.output("x", graph.input("x", DType.FLOAT32, 2));
    return graph;
  }

  /** As {@code slow}, but of the kind that XNNPACK takes if it may. */
  static TfliteGraph slowDense() {
    float[] unit = new float[SLOW_SIZE * SLOW_SIZE];
    for (int i = 0; i < SLOW_SIZE; i++) {
      unit[i * (SLOW_SIZE + 1)] = 1;
    }
    TfliteGraph graph = new TfliteGraph();
    Value weights = graph.constant(Tensor.of(unit, SLOW_SIZE, SLOW_SIZE));
    Value y = graph.input("x", DType.FLOAT32, SLOW_ROWS, SLOW_SIZE);
    for (int i = 0; i < SLOW_LAYERS; i++) {
      y = graph.fullyConnected(y, weights, null, Activation.NONE);
    }
    graph.output("y", y);
    return graph;
  }

  /** Each example counts for itself, in a batch of any size. */
  static TfliteGraph batchOfOne() {
    TfliteGraph graph = new TfliteGraph();
    Value image = graph.input("image", DType.FLOAT32, 1, 4, 4, 1);
    Value side = graph.input("side", DType.FLOAT32, 1, 2);
    Value filter = graph.constant(Tensor.of(new float[] {1, 2, 3, -4}, 1, 2, 2, 1));
    Value map = graph.conv2d(image, filter, floats(graph, 1), Padding.SAME, 1, Activation.RELU);
    Value pooled = graph.maxPool2d(map, 2, Padding.VALID, 2);
    Value flat = graph.concatenation(1, graph.reshape(pooled, -1, 4), side);
    Value weights =
        graph.constant(Tensor.of(new float[] {1, 2, 3, 4, 5, 6, 6, 5, 4, 3, 2, 1}, 2, 6));
    Value scores = graph.fullyConnected(flat, weights, floats(graph, 1, -1), Activation.NONE);
    graph.output("scores", graph.softmax(graph.mul(scores, floats(graph, 0.1f))));
    return graph;
  }

  /**
   * What the runtime would compute with another batch, too, and each example with the next one's.
   */
  static TfliteGraph batchMixing() {
    TfliteGraph graph = new TfliteGraph();
    Value x = graph.input("x", DType.FLOAT32, 1, 3);
    Value both = graph.concatenation(0, x, graph.mul(x, floats(graph, 10)));
    graph.output("y", graph.reshape(both, -1, 6));
    return graph;
  }

  /** What the runtime refuses with another batch. */
  static TfliteGraph batchFixed() {
    TfliteGraph graph = new TfliteGraph();
    Value x = graph.input("x", DType.FLOAT32, 1, 2, 3);
    graph.output("y", graph.reshape(x, 1, 6));
    return graph;
  }

  /** {@code identity_float64} of another type, which infer4j has not. */
  static ModelT complex(TfliteGraph identity) {
    ModelT model = new TfliteModel(identity).toSchema();
    SubGraphT graph = model.getSubgraphs()[0];
    for (TensorT tensor : graph.getTensors()) {
      if (tensor.getType() == TensorType.FLOAT64) {
        tensor.setType(TensorType.COMPLEX64);
      }
    }
    return model;
  }

  private static Value floats(TfliteGraph graph, float... values) {
    return graph.constant(Tensor.of(values, values.length));
  }
}
