package io.infer4j.tflite.writer;

import static org.assertj.core.api.Assertions.assertThat;

import io.infer4j.DType;
import io.infer4j.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The version that each combination of types first ran in, as op_version.cc of TensorFlow says. */
class OpVersionTest {
  private final TfliteGraph graph = new TfliteGraph();

  private Value input(DType dtype, long... shape) {
    Value x = graph.input("in" + graph.inputs.size(), dtype, shape);
    boolean quantized = dtype == DType.INT8 || dtype == DType.INT16 || dtype == DType.UINT8;
    return quantized ? x.quantized(0.5f, 0) : x;
  }

  private Value weights(DType dtype, long... shape) {
    Tensor floats = Tensor.allocate(DType.FLOAT32, shape);
    return dtype == DType.FLOAT32 ? graph.constant(floats) : graph.int8Weights(floats);
  }

  private int last() {
    return OpVersion.of(graph.ops.get(graph.ops.size() - 1));
  }

  private int fullyConnected(DType x, Value weights, boolean bias) {
    Value in = input(x, 1, 4);
    Tensor zeros = Tensor.allocate(DType.FLOAT32, 2);
    Value b =
        !bias
            ? null
            : x == DType.FLOAT32 ? graph.constant(zeros) : graph.integerBias(zeros, in, weights);
    graph.fullyConnected(in, weights, b, Activation.NONE);
    return last();
  }

  @Test
  void fullyConnected() {
    Value floats = weights(DType.FLOAT32, 2, 4);
    Value bytes = weights(DType.INT8, 2, 4);
    Value perRow = graph.int8Weights(Tensor.allocate(DType.FLOAT32, 2, 4), 0);

    assertThat(fullyConnected(DType.FLOAT32, floats, true)).isEqualTo(1);
    assertThat(fullyConnected(DType.FLOAT32, floats, false)).isEqualTo(6);
    assertThat(fullyConnected(DType.INT8, bytes, true)).isEqualTo(4);
    assertThat(fullyConnected(DType.INT8, perRow, true)).isEqualTo(4);
    assertThat(fullyConnected(DType.INT16, bytes, true)).isEqualTo(7);
    assertThat(fullyConnected(DType.FLOAT32, bytes, true)).isEqualTo(9);
    assertThat(fullyConnected(DType.FLOAT32, perRow, true)).isEqualTo(12);
  }

  @Test
  void convolutions() {
    Tensor zeros = Tensor.allocate(DType.FLOAT32, 2, 3, 3, 2);
    Value perFilter = graph.int8Weights(zeros, 0);

    assertThat(conv2d(DType.FLOAT32, graph.constant(zeros))).isEqualTo(1);
    assertThat(conv2d(DType.INT8, perFilter)).isEqualTo(3);
    assertThat(conv2d(DType.INT16, perFilter)).isEqualTo(4);
    assertThat(conv2d(DType.FLOAT32, graph.int8Weights(zeros))).isEqualTo(2);
    assertThat(conv2d(DType.FLOAT32, perFilter)).isEqualTo(5);
  }

  private int conv2d(DType x, Value filters) {
    graph.conv2d(input(x, 1, 8, 8, 2), filters, null, Padding.SAME, 1, Activation.NONE);
    return last();
  }

  @Test
  void depthwiseConvolutions() {
    Tensor zeros = Tensor.allocate(DType.FLOAT32, 1, 3, 3, 2);
    Value perChannel = graph.int8Weights(zeros, 3);

    assertThat(depthwise(DType.FLOAT32, graph.constant(zeros))).isEqualTo(1);
    assertThat(depthwise(DType.INT8, perChannel)).isEqualTo(3);
    assertThat(depthwise(DType.INT16, perChannel)).isEqualTo(5);
    assertThat(depthwise(DType.FLOAT32, perChannel)).isEqualTo(6);
  }

  private int depthwise(DType x, Value filters) {
    graph.depthwiseConv2d(input(x, 1, 8, 8, 2), filters, null, Padding.SAME, 1, Activation.NONE);
    return last();
  }

  @Test
  void arithmetic() {
    assertThat(add(DType.FLOAT32)).isEqualTo(1);
    assertThat(add(DType.INT8)).isEqualTo(2);
    assertThat(add(DType.INT16)).isEqualTo(3);
    assertThat(add(DType.INT64)).isEqualTo(4);
    assertThat(sub(DType.FLOAT32)).isEqualTo(1);
    assertThat(sub(DType.INT8)).isEqualTo(2);
    assertThat(sub(DType.INT64)).isEqualTo(4);
    assertThat(sub(DType.INT16)).isEqualTo(5);
    assertThat(mul(DType.FLOAT32, 1)).isEqualTo(1);
    assertThat(mul(DType.INT8, 1)).isEqualTo(2);
    assertThat(mul(DType.INT8, 0.25f)).isEqualTo(3);
    assertThat(mul(DType.INT16, 1)).isEqualTo(4);
    assertThat(mul(DType.INT64, 1)).isEqualTo(5);
  }

  private int add(DType dtype) {
    Value x = input(dtype, 2);
    graph.add(x, x);
    return last();
  }

  private int sub(DType dtype) {
    Value x = input(dtype, 2);
    graph.sub(x, x);
    return last();
  }

  private int mul(DType dtype, float resultScale) {
    Value x = input(dtype, 2);
    Value y = graph.mul(x, x);
    if (x.quantization() != null) {
      y.quantized(resultScale, 0);
    }
    return last();
  }

  @Test
  void comparisonsAndPadding() {
    assertThat(less(DType.FLOAT32)).isEqualTo(1);
    assertThat(less(DType.INT8)).isEqualTo(2);
    assertThat(pad(DType.FLOAT32, 4)).isEqualTo(1);
    assertThat(pad(DType.INT8, 4)).isEqualTo(2);
    assertThat(pad(DType.INT16, 4)).isEqualTo(3);
    assertThat(pad(DType.FLOAT32, 5)).isEqualTo(4);
  }

  private int less(DType dtype) {
    Value x = input(dtype, 2);
    graph.less(x, x);
    return last();
  }

  private int pad(DType dtype, int rank) {
    long[] shape = new long[rank];
    Arrays.fill(shape, 2);
    graph.pad(input(dtype, shape), new int[rank], new int[rank]);
    return last();
  }

  @Test
  void conversions() {
    graph.quantize(input(DType.FLOAT32, 2), DType.INT8, 0.5f, 0);
    assertThat(last()).isEqualTo(1);
    graph.quantize(input(DType.FLOAT32, 2), DType.INT16, 0.5f, 0);
    assertThat(last()).isEqualTo(2);
    graph.dequantize(input(DType.UINT8, 2));
    assertThat(last()).isEqualTo(1);
    graph.dequantize(input(DType.INT8, 2));
    assertThat(last()).isEqualTo(2);
    graph.dequantize(input(DType.FLOAT16, 2));
    assertThat(last()).isEqualTo(3);
    graph.dequantize(graph.int8Weights(Tensor.allocate(DType.FLOAT32, 2, 2), 0));
    assertThat(last()).isEqualTo(5);
  }

  @Test
  void casts() {
    assertThat(cast(DType.INT64, DType.FLOAT32)).isEqualTo(1);
    assertThat(cast(DType.FLOAT32, DType.UINT32)).isEqualTo(2);
    assertThat(cast(DType.FLOAT32, DType.INT8)).isEqualTo(3);
    assertThat(cast(DType.UINT16, DType.INT32)).isEqualTo(4);
    assertThat(cast(DType.FLOAT64, DType.INT8)).isEqualTo(5);
    assertThat(cast(DType.FLOAT16, DType.FLOAT32)).isEqualTo(5);
    assertThat(cast(DType.FLOAT32, DType.BFLOAT16)).isEqualTo(7);
  }

  private int cast(DType from, DType to) {
    graph.cast(graph.input("in" + graph.inputs.size(), from, 2), to);
    return last();
  }

  @Test
  void comparisonsAndRemainders() {
    assertThat(notEqual(DType.FLOAT32)).isEqualTo(1);
    assertThat(notEqual(DType.INT8)).isEqualTo(2);
    assertThat(notEqual(DType.STRING)).isEqualTo(3);
    assertThat(floorMod(DType.INT64)).isEqualTo(1);
    assertThat(floorMod(DType.INT8)).isEqualTo(2);
    assertThat(floorMod(DType.INT16)).isEqualTo(2);
  }

  private int notEqual(DType dtype) {
    Value x = input(dtype, 2);
    graph.notEqual(x, x);
    return last();
  }

  private int floorMod(DType dtype) {
    Value x = input(dtype, 2);
    graph.floorMod(x, x);
    return last();
  }

  @Test
  void reductions() {
    graph.mean(input(DType.INT16, 2), false, 0);
    assertThat(last()).isEqualTo(3);
    graph.sum(input(DType.FLOAT32, 2), false, 0);
    assertThat(last()).isEqualTo(1);
    graph.sum(input(DType.INT8, 2), false, 0);
    assertThat(last()).isEqualTo(2);
  }

  @Test
  void movedData() {
    graph.split(input(DType.INT8, 2), 0, 2);
    assertThat(last()).isEqualTo(2);
    graph.split(input(DType.INT32, 2), 0, 2);
    assertThat(last()).isEqualTo(3);
    graph.transpose(input(DType.BOOL, 2, 2), 1, 0);
    assertThat(last()).isEqualTo(3);
    graph.transpose(input(DType.FLOAT32, 1, 1, 1, 1, 2), 4, 3, 2, 1, 0);
    assertThat(last()).isEqualTo(4);
    graph.at(input(DType.STRING, 2), 0, 1);
    assertThat(last()).isEqualTo(5);
    graph.gather(input(DType.INT8, 2), input(DType.INT32, 1), 0);
    assertThat(last()).isEqualTo(2);
    graph.concatenation(0, input(DType.INT16, 2), input(DType.INT16, 2));
    assertThat(last()).isEqualTo(3);
  }
}
