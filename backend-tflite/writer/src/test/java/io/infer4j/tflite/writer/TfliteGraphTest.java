package io.infer4j.tflite.writer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.infer4j.DType;
import io.infer4j.Quantization;
import io.infer4j.Shape;
import io.infer4j.Tensor;
import java.nio.ByteBuffer;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What the graph works out, and which calls it refuses in which words. */
class TfliteGraphTest {
  private final TfliteGraph graph = new TfliteGraph();

  private Value floats(long... shape) {
    return graph.constant(Tensor.allocate(DType.FLOAT32, shape));
  }

  private Value input(long... shape) {
    return graph.input("x", DType.FLOAT32, shape);
  }

  private Value int8Input(long... shape) {
    return graph.input("x", DType.INT8, shape).quantized(0.5f, -1);
  }

  // ---- shapes

  @Test
  void aConvolutionWithSamePaddingDividesTheSizeByTheStrideRoundingUp() {
    Value y =
        graph.conv2d(
            input(1, 7, 8, 3), floats(16, 3, 3, 3), null, Padding.SAME, 2, Activation.NONE);

    assertThat(y.shape()).isEqualTo(Shape.of(1, 4, 4, 16));
  }

  @Test
  void aConvolutionWithValidPaddingHasNoWindowBeyondTheImage() {
    Value y =
        graph.conv2d(
            input(1, 7, 8, 3), floats(16, 3, 3, 3), null, Padding.VALID, 2, Activation.NONE);

    assertThat(y.shape()).isEqualTo(Shape.of(1, 3, 3, 16));
  }

  @Test
  void dynamicDimensionsAreCarriedOn() {
    Value pooled = graph.maxPool2d(input(-1, -1, 8, 3), 2, Padding.VALID, 2);

    assertThat(pooled.shape()).isEqualTo(Shape.of(-1, -1, 4, 3));
    assertThat(graph.mean(pooled, false, 1, 2).shape()).isEqualTo(Shape.of(-1, 3));
  }

  @Test
  void aDepthwiseConvolutionHasAsManyChannelsAsItsFilters() {
    Value y =
        graph.depthwiseConv2d(
            input(1, 6, 6, 2), floats(1, 3, 3, 4), null, Padding.VALID, 1, Activation.NONE);

    assertThat(y.shape()).isEqualTo(Shape.of(1, 4, 4, 4));
  }

  @Test
  void arithmeticBroadcasts() {
    Value a = input(4, 1, 3);

    assertThat(graph.add(a, floats(5, 1)).shape()).isEqualTo(Shape.of(4, 5, 3));
    assertThat(graph.mul(a, floats()).shape()).isEqualTo(Shape.of(4, 1, 3));
  }

  @Test
  void aDynamicDimensionBroadcastsToTheSizeItMeets() {
    assertThat(graph.sub(input(-1, 3), floats(5, 1)).shape()).isEqualTo(Shape.of(5, 3));
  }

  @Test
  void theMeanKeepsItsAxesAsOneIfAsked() {
    Value x = input(2, 3, 4);

    assertThat(graph.mean(x, true, 1).shape()).isEqualTo(Shape.of(2, 1, 4));
    assertThat(graph.mean(x, false, 0, 1, 2).shape()).isEqualTo(Shape.of());
  }

  @Test
  void theSumDropsItsAxesUnlessAskedToKeepThem() {
    Value x = input(2, 3, 4);

    assertThat(graph.sum(x, false, 0, 2).shape()).isEqualTo(Shape.of(3));
    assertThat(graph.sum(x, true, 2).shape()).isEqualTo(Shape.of(2, 3, 1));
  }

  @Test
  void aComparisonBroadcastsToBool() {
    Value differs = graph.notEqual(input(2, 3), floats(1));

    assertThat(differs.dtype()).isEqualTo(DType.BOOL);
    assertThat(differs.shape()).isEqualTo(Shape.of(2, 3));
  }

  @Test
  void aSelectionHasTheTypeOfWhatIsSelected() {
    Value condition = graph.input("condition", DType.BOOL, 2);
    Value ints = graph.input("ints", DType.INT64, 2);

    assertThat(graph.select(condition, ints, ints).dtype()).isEqualTo(DType.INT64);
  }

  @Test
  void aCastKeepsTheShape() {
    Value y = graph.cast(input(-1, 3), DType.INT64);

    assertThat(y.dtype()).isEqualTo(DType.INT64);
    assertThat(y.shape()).isEqualTo(Shape.of(-1, 3));
  }

  @Test
  void aRemainderBroadcasts() {
    assertThat(graph.floorMod(input(4, 3), floats(1)).shape()).isEqualTo(Shape.of(4, 3));
  }

  @Test
  void reshapingFillsInTheOpenDimension() {
    assertThat(graph.reshape(input(2, 3, 4), 6, -1).shape()).isEqualTo(Shape.of(6, 4));
  }

  @Test
  void transposingReordersTheShape() {
    assertThat(graph.transpose(input(1, 2, 3), 2, 0, 1).shape()).isEqualTo(Shape.of(3, 1, 2));
  }

  @Test
  void concatenationAddsUpAndSplittingDivides() {
    Value x = input(2, 6);
    List<Value> parts = graph.split(x, 1, 3);

    assertThat(parts).extracting(Value::shape).containsOnly(Shape.of(2, 2)).hasSize(3);
    assertThat(graph.concatenation(1, x, parts.get(0)).shape()).isEqualTo(Shape.of(2, 8));
  }

  @Test
  void slicesCountTheirSteps() {
    Value x = input(-1, 7, 5);

    Value y =
        graph.stridedSlice(
            x,
            new int[] {0, 1, 2},
            new int[] {TfliteGraph.END, 6, TfliteGraph.END},
            new int[] {1, 2, 1});

    assertThat(y.shape()).isEqualTo(Shape.of(-1, 3, 3));
    assertThat(graph.at(x, 1, 6).shape()).isEqualTo(Shape.of(-1, 5));
  }

  @Test
  void gatheringPutsTheShapeOfTheIndicesInPlaceOfTheAxis() {
    Value indices = graph.input("indices", DType.INT32, 2, 2);

    assertThat(graph.gather(input(3, 4, 5), indices, 1).shape()).isEqualTo(Shape.of(3, 2, 2, 5));
  }

  @Test
  void onlyARunTellsHowManyElementsAreNotZero() {
    assertThat(graph.where(input(3, 4)).shape()).isEqualTo(Shape.of(-1, 2));
  }

  @Test
  void paddingWidensTheShape() {
    Value y = graph.pad(input(-1, 7, 8, 3), new int[] {0, 1, 2, 0}, new int[] {0, 0, 3, 0});

    assertThat(y.shape()).isEqualTo(Shape.of(-1, 8, 13, 3));
  }

  @Test
  void aLoopGivesWhatItWasGiven() {
    List<Value> last = graph.loop(condition(2), body(2, 3), ints(2), input(2, 3));

    assertThat(last).hasSize(2);
    assertThat(last.get(1).dtype()).isEqualTo(DType.FLOAT32);
    assertThat(last.get(1).shape()).isEqualTo(Shape.of(2, 3));
  }

  /** Takes a number [n] and floats [2, 3]; true where the number is less than another. */
  private static TfliteGraph condition(int n) {
    TfliteGraph condition = new TfliteGraph("condition");
    Value x = condition.input("n", DType.INT32, n);
    condition.input("x", DType.FLOAT32, 2, 3);
    Value first = condition.stridedSlice(x, new int[1], new int[] {1}, new int[] {1});
    condition.output("more", condition.less(first, condition.constant(Tensor.of(new int[1], 1))));
    return condition;
  }

  private static TfliteGraph body(long... shape) {
    TfliteGraph body = new TfliteGraph("body");
    Value n = body.input("n", DType.INT32, 2);
    Value x = body.input("x", DType.FLOAT32, shape);
    body.output("n", n);
    body.output("y", body.add(x, x));
    return body;
  }

  private Value ints(int n) {
    return graph.constant(Tensor.of(new int[n], n));
  }

  // ---- quantization

  @Test
  void movedDataKeepsItsQuantization() {
    Value y = graph.reshape(int8Input(2, 3), 6);

    assertThat(y.quantization()).isEqualTo(Quantization.perTensor(0.5f, -1));
  }

  @Test
  void functionsWithAFixedRangeHaveTheQuantizationThatKernelsDemand() {
    assertThat(graph.softmax(int8Input(1, 3)).quantization())
        .isEqualTo(Quantization.perTensor(1f / 256, -128));
    Value bytes = graph.input("bytes", DType.UINT8, 3).quantized(0.5f, 128);
    assertThat(graph.tanh(bytes).quantization()).isEqualTo(Quantization.perTensor(1f / 128, 128));
    Value shorts = graph.input("shorts", DType.INT16, 3).quantized(0.5f, 0);
    assertThat(graph.logistic(shorts).quantization())
        .isEqualTo(Quantization.perTensor(1f / 32768, 0));
  }

  @Test
  void weightsAsInt8HaveTheLargestOfEachChannelAt127() {
    Tensor weights = Tensor.of(new float[] {1, -2, 0.5f, 0.1f}, 2, 2);

    Value rows = graph.int8Weights(weights, 0);
    Value columns = graph.int8Weights(weights, 1);

    assertThat(rows.data.asBytes()).isEqualTo(bytes(64, -127, 127, 25));
    assertThat(rows.quantization())
        .isEqualTo(Quantization.perChannel(new float[] {2f / 127, 0.5f / 127}, new int[2], 0));
    assertThat(columns.data.asBytes()).isEqualTo(bytes(127, -127, 64, 6));
    assertThat(graph.int8Weights(weights).data.asBytes()).isEqualTo(bytes(64, -127, 32, 6));
  }

  @Test
  void aChannelOfZerosHasAScale() {
    assertThat(graph.int8Weights(Tensor.allocate(DType.FLOAT32, 1, 2), 0).scale()).isEqualTo(1);
  }

  @Test
  void anIntegerBiasIsInUnitsOfTheProductOfTheScales() {
    Value x = int8Input(1, 2);
    Value weights =
        graph
            .constant(Tensor.of(new byte[] {1, 2, 3, 4}, 2, 2))
            .quantized(Quantization.perChannel(new float[] {0.5f, 0.25f}, new int[2], 0));

    Value bias = graph.integerBias(Tensor.of(new float[] {1, -1}, 2), x, weights);

    assertThat(bias.dtype()).isEqualTo(DType.INT32);
    assertThat(bias.data.toInts()).containsExactly(4, -8);
    assertThat(bias.quantization())
        .isEqualTo(Quantization.perChannel(new float[] {0.25f, 0.125f}, new int[2], 0));
  }

  private static ByteBuffer bytes(int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length);
    for (int value : values) {
      bytes.put((byte) value);
    }
    return bytes.flip();
  }

  // ---- refused

  @Test
  void aValueOfAnotherGraphIsRefused() {
    Value foreign = new TfliteGraph().input("x", DType.FLOAT32, 2);

    assertRefused(() -> graph.add(foreign, input(2)), "'x' float32[2] is a value of another graph");
    assertRefused(() -> graph.output("y", foreign), "another graph");
    assertRefused(() -> graph.signature("s").input("a", foreign), "another graph");
    assertRefused(() -> graph.concatenation(0, foreign), "another graph");
  }

  @Test
  void weightsThatDoNotFitAreRefused() {
    Value x = input(1, 4);

    assertRefused(
        () -> graph.fullyConnected(x, floats(3, 5), null, Activation.NONE),
        "takes 5 features, got 'x' float32[1, 4]");
    assertRefused(
        () -> graph.fullyConnected(x, floats(4), null, Activation.NONE), "weights [out, in]");
    assertRefused(
        () -> graph.fullyConnected(x, floats(3, 4), floats(4), Activation.NONE),
        "wants a bias float32[3] here, got");
    assertRefused(
        () ->
            graph.fullyConnected(
                x, graph.constant(Tensor.allocate(DType.INT32, 3, 4)), null, Activation.NONE),
        "cannot multiply");
  }

  @Test
  void filtersThatDoNotFitAreRefused() {
    Value x = input(1, 8, 8, 3);

    assertRefused(
        () -> graph.conv2d(x, floats(4, 3, 3, 2), null, Padding.SAME, 1, Activation.NONE),
        "takes 2 channels, got 'x'");
    assertRefused(
        () -> graph.conv2d(x, floats(4, 9, 3, 3), null, Padding.VALID, 1, Activation.NONE),
        "a window of 9 x 3 does not fit into 'x'");
    assertRefused(
        () -> graph.conv2d(x, floats(4, 3, 3, 3), null, Padding.SAME, 0, Activation.NONE),
        "stride above 0");
    assertRefused(
        () -> graph.depthwiseConv2d(x, floats(1, 3, 3, 4), null, Padding.SAME, 1, Activation.NONE),
        "filters [1, h, w, 3 or a multiple]");
    Value oneScale = graph.int8Weights(Tensor.allocate(DType.FLOAT32, 1, 3, 3, 3));
    assertRefused(
        () -> graph.depthwiseConv2d(x, oneScale, null, Padding.SAME, 1, Activation.NONE),
        "wants int8 filters with a scale for each channel");
    assertRefused(() -> graph.maxPool2d(floats(8, 8), 2, Padding.SAME, 2), "images [n, h, w, c]");
  }

  @Test
  void shapesThatDoNotFitAreRefused() {
    Value x = input(2, 3);

    assertRefused(() -> graph.add(x, floats(2)), "ADD cannot broadcast 'x' float32[2, 3] and");
    assertRefused(() -> graph.reshape(x, 5), "RESHAPE of 'x' float32[2, 3] to [5]");
    assertRefused(() -> graph.reshape(x, -1, -1), "two dims open");
    assertRefused(() -> graph.transpose(x, 0, 0), "each axis of 'x' float32[2, 3] once");
    assertRefused(() -> graph.concatenation(0, x, floats(2, 4)), "cannot join 'x'");
    assertRefused(() -> graph.split(x, 1, 2), "cannot cut axis 1");
    assertRefused(() -> graph.mean(x, false, 2), "has no axis 2");
    assertRefused(() -> graph.at(x, 1, 3), "has no index 3 on axis 1");
    assertRefused(
        () -> graph.stridedSlice(x, new int[] {0}, new int[] {1}, new int[] {1}), "for each axis");
    assertRefused(() -> graph.pad(x, new int[1], new int[2]), "before and after each axis");
    assertRefused(() -> graph.pad(x, new int[] {0, -1}, new int[2]), "widths of 0 or more");
  }

  @Test
  void graphsThatAreNoLoopAreRefused() {
    Value n = ints(2);
    Value x = input(2, 3);

    assertRefused(() -> graph.loop(body(2, 3), body(2, 3), n, x), "one bool as output");
    assertRefused(() -> graph.loop(condition(1), body(2, 3), n, x), "inputs of its condition");
    assertRefused(() -> graph.loop(condition(2), body(3, 2), n, x), "inputs of its body");
    assertRefused(() -> graph.loop(condition(2), growing(), n, x), "outputs of its body");
  }

  private static TfliteGraph growing() {
    TfliteGraph body = new TfliteGraph("body");
    Value n = body.input("n", DType.INT32, 2);
    Value x = body.input("x", DType.FLOAT32, 2, 3);
    body.output("n", n);
    body.output("y", body.concatenation(0, x, x));
    return body;
  }

  @Test
  void aLoopWhoseGraphsAreNotInTheModelIsRefusedWhenTheFileIsWritten() {
    TfliteGraph body = body(2, 3);
    graph.output("y", graph.loop(condition(2), body, ints(2), input(2, 3)).get(1));

    assertThatIllegalStateException()
        .isThrownBy(() -> new TfliteModel(graph, body).toBytes())
        .withMessage("graph 'condition' of a loop is not in the model");
  }

  @Test
  void typesThatDoNotFitAreRefused() {
    Value x = input(2);
    Value ints = graph.input("ints", DType.INT32, 2);
    Value int8 = graph.input("int8", DType.INT8, 2).quantized(0.5f, 0);

    assertRefused(() -> graph.mul(x, ints), "two values of one dtype");
    assertRefused(() -> graph.gather(ints, x, 0), "integers as indices");
    assertRefused(() -> graph.dequantize(ints), "without a quantization");
    assertRefused(() -> graph.notEqual(x, ints), "two values of one dtype");
    assertRefused(() -> graph.select(ints, x, x), "wants a bool condition, got 'ints'");
    Value one = graph.input("one", DType.BOOL, 1);
    assertRefused(() -> graph.select(one, x, x), "SELECT_V2 wants one shape, got 'one'");
    assertRefused(() -> graph.cast(int8, DType.FLOAT32), "would drop the quantization of 'int8'");
    assertRefused(() -> x.quantized(0.5f, 0), "'x' is float32, which is not quantised");
    assertRefused(
        () -> ints.quantized(Quantization.perChannel(new float[] {1, 1, 1}, new int[3], 0)),
        "3 scales along axis 0 do not fit 'ints'");
  }

  @Test
  void oneNameTwiceIsRefused() {
    Value x = input(2);
    graph.output("y", graph.add(x, x));
    graph.signature("s").input("a", x);

    assertRefused(() -> input(2), "there is an input 'x' already");
    assertRefused(() -> graph.output("y", graph.add(x, x)), "there is an output 'y' already");
    assertRefused(() -> graph.output("z", x), "a tensor has one name");
    assertRefused(() -> graph.signature("s"), "there is a signature 's' already");
    assertRefused(
        () -> graph.signature("t").input("a", x).input("a", x), "has an input 'a' already");
  }

  @Test
  void aQuantizationThatComesTooLateIsRefused() {
    Value x = graph.input("x", DType.INT8, 2);
    graph.reshape(x, 1, 2);

    assertThatIllegalStateException()
        .isThrownBy(() -> x.quantized(0.5f, 0))
        .withMessageContaining("'x' is used already");
  }

  @Test
  void aResultWithoutQuantizationIsRefusedWhenTheFileIsWritten() {
    Value weights = graph.int8Weights(Tensor.allocate(DType.FLOAT32, 1, 2));
    graph.output("y", graph.fullyConnected(int8Input(1, 2), weights, null, Activation.NONE));

    assertThatIllegalStateException()
        .isThrownBy(graph::toBytes)
        .withMessage("'y' int8[1, 1] is the result of integer arithmetic and has no quantization");
  }

  @Test
  void aSumOfQuantisedValuesWithoutQuantizationIsRefusedWhenTheFileIsWritten() {
    Value x = int8Input(2);
    graph.output("y", graph.add(x, x));

    assertThatIllegalStateException()
        .isThrownBy(graph::toBytes)
        .withMessageContaining("'y' int8[2] is the result of integer arithmetic");
  }

  @Test
  void aGraphWithoutOutputIsRefused() {
    input(2);

    assertThatIllegalStateException()
        .isThrownBy(graph::toBytes)
        .withMessage("graph 'main' has no output");
    assertRefused(TfliteModel::new, "at least one graph");
  }

  private static void assertRefused(ThrowingCallable call, String words) {
    assertThatIllegalArgumentException().isThrownBy(call).withMessageContaining(words);
  }
}
