package io.infer4j.benchmarks;

import io.infer4j.DType;
import io.infer4j.Tensor;
import io.infer4j.tflite.writer.Activation;
import io.infer4j.tflite.writer.Padding;
import io.infer4j.tflite.writer.TfliteGraph;
import io.infer4j.tflite.writer.Value;
import java.nio.FloatBuffer;
import java.util.Random;

/** The TensorFlow Lite models that are measured, written when they are needed. */
public enum TfliteModels {
  /** One small matrix: all time goes into the call. */
  FC {
    @Override
    byte[] bytes() {
      Random random = new Random(1);
      TfliteGraph graph = new TfliteGraph();
      Value x = graph.input("x", DType.FLOAT32, 1, 4);
      Value weights = graph.constant(random(random, 4, 3, 4));
      Value bias = graph.constant(random(random, 1, 3));
      graph.output("y", graph.fullyConnected(x, weights, bias, Activation.NONE));
      return graph.toBytes();
    }
  },
  /** The layers of MobileNet v1, width 1, 224 by 224: a convolution and 13 separable ones. */
  MOBILENET {
    @Override
    byte[] bytes() {
      Random random = new Random(1);
      TfliteGraph graph = new TfliteGraph();
      Value x = graph.input("x", DType.FLOAT32, 1, 224, 224, 3);
      Value features = conv(graph, random, x, 3, 3, 32, 2);
      int in = 32;
      for (int[] layer :
          new int[][] {
            {64, 1}, {128, 2}, {128, 1}, {256, 2}, {256, 1}, {512, 2}, {512, 1}, {512, 1}, {512, 1},
            {512, 1}, {512, 1}, {1024, 2}, {1024, 1}
          }) {
        Value filters = graph.constant(random(random, 9, 1, 3, 3, in));
        Value bias = graph.constant(random(random, 100, in));
        features =
            graph.depthwiseConv2d(
                features, filters, bias, Padding.SAME, layer[1], Activation.RELU6);
        features = conv(graph, random, features, 1, in, layer[0], 1);
        in = layer[0];
      }
      Value pooled = graph.mean(features, false, 1, 2);
      Value weights = graph.constant(random(random, in, 1000, in));
      Value bias = graph.constant(random(random, 100, 1000));
      graph.output("y", graph.fullyConnected(pooled, weights, bias, Activation.NONE));
      return graph.toBytes();
    }
  };

  abstract byte[] bytes();

  private static Value conv(
      TfliteGraph graph, Random random, Value x, int size, int in, int out, int stride) {
    Value filters = graph.constant(random(random, size * size * in, out, size, size, in));
    Value bias = graph.constant(random(random, 100, out));
    return graph.conv2d(x, filters, bias, Padding.SAME, stride, Activation.RELU6);
  }

  /** Weights of such a size that activations neither vanish nor explode. */
  private static Tensor random(Random random, int fanIn, long... shape) {
    Tensor tensor = Tensor.allocate(DType.FLOAT32, shape);
    FloatBuffer values = tensor.asFloats();
    while (values.hasRemaining()) {
      values.put((float) (random.nextGaussian() * Math.sqrt(2.0 / fanIn)));
    }
    return tensor;
  }
}
