package io.infer4j.tflite.writer;

import io.infer4j.DType;
import io.infer4j.Quantization;
import io.infer4j.Tensor;
import io.infer4j.npy.Npy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.tensorflow.lite.schema.BufferT;
import org.tensorflow.lite.schema.ModelT;
import org.tensorflow.lite.schema.OperatorT;
import org.tensorflow.lite.schema.SubGraphT;

/**
 * Writes the models that the tests of backend-tflite read, into {@code
 * backend-tflite/src/test/resources/io/infer4j/tflite/models}; the same bytes each time. Command,
 * from the repository root:
 *
 * <pre>{@code
 * mvn -q -pl backend-tflite/writer -am -DskipTests package \
 *     dependency:copy-dependencies -DoutputDirectory=target/lib
 * java -cp "backend-tflite/writer/target/classes:backend-tflite/writer/target/lib/*" \
 *     io.infer4j.tflite.writer.TestModels
 * }</pre>
 *
 * <p>Weights of the larger ones come from {@code backend-tflite/src/test/python/weights}, which
 * {@code make_data.py} beside that folder writes together with inputs and expected outputs. {@code
 * ?} is a dynamic dimension; float32 unless a type is given; no signature unless one is named.
 *
 * <pre>
 * identity_TYPE       x [?] -> y [?] by RESHAPE, one file for each type, and for complex64
 * fc                  x [?,3] -> y [?,2] = ((1, 2, 3), (4, 5, 6)) x + (0.5, -0.5); signature
 *                     serving_default: feature -> score; two metadata entries
 * convolution         img [1,3,3,1] -> map [1,2,2,1], filter (1, 2, 3, 4), bias 10
 * two_signatures      two graphs: "plus" (lhs, rhs -> total, tensors a [?], b [?], sum [?]) and
 *                     "times" (right, left -> product, tensors b [?], a [?], product [?])
 * quantized           x int8 [1,2] -> y int8 [1,1] by FULLY_CONNECTED: (1, -2) x + 2 of real numbers
 * per_channel         x int16 [1,3], a scale for each index of axis 1 -> y [3], of axis 0
 * where_beside        x bool [4] -> indices int64 [?,1] as where, same bool [4] = x
 * counter             x [1,1] -> y [1,1], the sum of all x so far: RNN with a variable tensor
 * two_counters        counter twice: signatures "first" and "second", each with a state of its own
 * noise               x [2] -> y [2] = x + numbers of RANDOM_UNIFORM with a seed
 * variable            "train": x [1] -> total [1], the variable + x, which it then is; "infer": x
 *                     [1] -> total [1], the variable + x; "init": x [1] -> twice [1] sets it to x
 * variable_of_one     the same without "init": both set it to 1 by CALL_ONCE
 * batch_of_one        image [1,4,4,1], side [1,2] -> scores [1,2]: CONV_2D, pooling, RESHAPE to
 *                     [-1,4], CONCATENATION, FULLY_CONNECTED, softmax
 * batch_mixing        x [1,3] -> y [1,6]: x and 10 x joined along axis 0, then RESHAPE to [-1,6]
 * batch_fixed         x [1,2,3] -> y [1,6] by RESHAPE
 * slow_dense          x [512,128] -> y [512,128] = x, 100 times by the unit matrix
 * mlp                 x [1,4] -> y [1,3]; signature serving_default: features -> scores
 * mlp_dynamic         the same weights and signature, x [?,4] -> y [?,3]
 * mlp_float16         the same network with float16 weights and DEQUANTIZE, no signature
 * metadata            mlp with a description and metadata entries
 * add_sub             a [2,3], b [2,3] -> sum = a + b, difference = a - b
 * many                in_0 .. in_63 [1] -> out_0 .. out_63 [1], out_k = (k + 1) in_k
 * mixed               f [?,2], i int64 [?], s string [?], m bool [?] -> f_out .. m_out, unchanged
 * scalar              x [] -> y [] = 2 x
 * reduce              x [?,?] -> y [], the mean of all elements
 * conv                x [1,6,6,2] -> CONV_2D SAME RELU -> DEPTHWISE_CONV_2D VALID by 2 -> y [1,2,2,4]
 * gru                 x [1,4,3] -> y [1,3], four steps of a GRU and softmax: SPLIT, STRIDED_SLICE, ...
 * clip                frames [1,?,8,8,3], hand [1,2] -> coarse [1,?,2] (softmax), fine [1,?,5] (sigmoid)
 * quantized_TYPE      x TYPE [1,4] -> y TYPE [1,3] by FULLY_CONNECTED: int8, uint8, int16, and int8
 *                     and int16 with a scale for each row of the weights (_per_channel)
 * per_channel_input   x int8 [2,3], scales 0.5, 0.25, 2 along axis 1 -> y [2,3] by DEQUANTIZE
 * where               x bool [?] -> y int64 [?,1], indices of what is true: shape known after a run
 * where_doubled       the same, with y int64 [?,2] = each index twice behind that
 * labels              index int32 [?] -> label string [?] of "größe", "日本", "", "a😀b"
 * empty_axis          x [?,4] -> y [?,4] = x twice along axis 0; also with 0 rows
 * zero_size           x [0,3] -> y [0,6] = x twice along axis 1
 * zero_input          no input -> y [3] = 1, 2, 3 and labels string [2] = "größe", "a😀b"
 * passthrough         x [2] -> x (the input itself), constant [2] = 3, 4, y = x + 1
 * no_operator         x [2] -> x (the input itself) and nothing else
 * names               "in put", "größe/0:1", "日本", "a=b", all [1] -> "out 1" (sum of the first
 *                     two), "sum,two" (sum of the last two), "😀" (sum of all four), all [1]
 * same_names          x [2], another x [2] -> y = difference, another y = sum
 * no_names            a nameless input [2] -> a nameless output [2], x + x
 * signatures          two graphs: "double" (number -> result, tensors x [1], y [1] = 2 x) and "sum"
 *                     (left, right -> total, tensors a [?], b [?], c [?] = a + b)
 * signatures_shared   a [2,3], b [2,3] -> sum, difference; "add" (p, q -> r = a + b) and
 *                     "swapped" (p = b, q = a -> r = a - b) call the same graph
 * custom_op           x [2] -> y [2] by Frobnicate, which no runtime has
 * flex_op             x [2] -> y [2] by FlexErf, which wants TensorFlow beside TensorFlow Lite
 * failing             index int32 [1] -> y [1] = (10, 20, 30, 40)[index]; fails outside 0 .. 3
 * slow                x int64 [?] -> y int64 [?] = x + 400, one at a time: XNNPACK takes none of it
 * slow_delegated      x [?,64] -> y [?,64] = x, 200 times by the unit matrix: XNNPACK takes it whole
 *
 * Broken on purpose; each differs from a good model in one point:
 * bad_version         ADD in version 99
 * bad_operator        operator code 9999
 * bad_operator_index  an operator whose code is not in the list
 * bad_tensor_index    an operator that takes tensor 77 of 3
 * bad_graph_input     a graph whose input is tensor 55 of 3
 * bad_graph_output    a graph whose output is tensor 55 of 3
 * bad_buffer_index    weights in buffer 99 of 2
 * bad_signature       a signature whose input is tensor 55
 * short_buffer        weights [2,300] with data for 3
 * bad_reshape         RESHAPE of 4 elements to 3: found when memory is laid out
 * no_graph            no graph at all
 * no_buffers          no buffers at all
 * truncated           the first half of mlp
 * truncated_tail      mlp without its last 16 bytes
 * header_only         the first 8 bytes of mlp
 * future_schema       mlp with schema version 99
 * huge                x [65536,65536,65536], more memory than there can be
 *
 * Those end the process where nobody looks at them first (CrashModels):
 * window              x [?,?,?,1] -> y [?,?-4,?-4,2], 5 x 5 VALID and softmax: images of 4 x 4 crash
 * window_too_small    the same for x [1,4,4,1] alone
 * constant_input      an input that has data of its own in the file
 * blockwise           weights quantised block by block
 * narrow_state        counter with a state of int8
 * fill                d int32 [?], v [] -> y of shape d
 * slice               x [?], b int32 [1], s int32 [1] -> y, s elements from b on
 * sparse_to_dense     i int32 [?], v [?] -> y [4], v at i
 * range               a, b, c int32 [] -> y from a to b in steps of c
 * divide              a int32 [?], b int32 [?] -> y = a / b by FLOOR_DIV
 * narrow_svdf         SVDF over int8 with a state of int8, where the runtime takes int16
 * </pre>
 */
public final class TestModels {
  /** Where the models are, from the repository's root. */
  static final Path FOLDER = Path.of("backend-tflite/src/test/resources/io/infer4j/tflite/models");

  private static final Path WEIGHTS = Path.of("backend-tflite/src/test/python/weights");

  private final Path root;
  private final Path target;

  private TestModels(Path root, Path target) {
    this.root = root;
    this.target = target;
  }

  /** Writes the models; takes no arguments. */
  public static void main(String[] args) throws IOException {
    writeAll(Path.of(""), FOLDER);
  }

  /** Writes the models of the repository at {@code root} into {@code target}. */
  static void writeAll(Path root, Path target) throws IOException {
    new TestModels(root, target).writeAll();
  }

  private void writeAll() throws IOException {
    for (DType dtype : DType.values()) {
      write("identity_" + dtype, identity(dtype));
    }
    write("identity_complex64", SmallModels.complex(identity(DType.FLOAT64)));
    write("fc", SmallModels.fullyConnected());
    write("convolution", SmallModels.convolution());
    write("two_signatures", SmallModels.twoSignatures());
    write("quantized", SmallModels.quantized());
    write("per_channel", SmallModels.perChannel());
    write("where_beside", SmallModels.whereBeside());
    write("counter", StateModels.counter("y"));
    write("two_counters", StateModels.twoCounters());
    write("noise", StateModels.noise());
    write("variable", StateModels.variable());
    write("variable_of_one", StateModels.variableOfOne());
    write("batch_of_one", SmallModels.batchOfOne());
    write("batch_mixing", SmallModels.batchMixing());
    write("batch_fixed", SmallModels.batchFixed());
    write("slow_dense", SmallModels.slowDense());
    write("mlp", mlp(1));
    write("mlp_dynamic", mlp(-1));
    write("mlp_float16", mlpFloat16());
    write("metadata", metadata());
    write("add_sub", addSub());
    write("many", many());
    write("mixed", mixed());
    write("scalar", scalar());
    write("reduce", reduce());
    write("conv", conv());
    write("gru", gru());
    write("clip", clip());
    quantizedModels();
    write("per_channel_input", perChannelInput());
    write("where", where(false));
    write("where_doubled", where(true));
    write("labels", labels());
    write("empty_axis", twice(0, -1, 4));
    write("zero_size", twice(1, 0, 3));
    write("zero_input", zeroInput());
    write("passthrough", passthrough());
    write("no_operator", SmallModels.noOperator());
    write("names", names());
    write("same_names", sameNames());
    write("no_names", noNames());
    write("signatures", signatures());
    write("signatures_shared", signaturesShared());
    write("custom_op", refused("Frobnicate"));
    write("flex_op", refused("FlexErf"));
    write("failing", failing());
    write("slow", slow());
    write("slow_delegated", slowDelegated());
    brokenModels();
    crashModels();
  }

  private static TfliteGraph identity(DType dtype) {
    TfliteGraph graph = new TfliteGraph();
    Value x = graph.input("x", dtype, -1);
    graph.output("y", graph.reshape(x, -1));
    return graph;
  }

  private TfliteGraph mlp(long batch) {
    TfliteGraph graph = new TfliteGraph();
    Value x = graph.input("x", DType.FLOAT32, batch, 4);
    Value hidden =
        graph.fullyConnected(
            x,
            graph.constant(weights("mlp_w1")),
            graph.constant(weights("mlp_b1")),
            Activation.RELU);
    Value y =
        graph.fullyConnected(
            hidden,
            graph.constant(weights("mlp_w2")),
            graph.constant(weights("mlp_b2")),
            Activation.NONE);
    graph.output("y", y);
    graph.signature("serving_default").input("features", x).output("scores", y);
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

  private TfliteGraph mlpFloat16() {
    TfliteGraph graph = new TfliteGraph();
    Value x = graph.input("x", DType.FLOAT32, 1, 4);
    Value hidden =
        graph.fullyConnected(
            x,
            graph.float16Weights(weights("mlp_w1")),
            graph.float16Weights(weights("mlp_b1")),
            Activation.RELU);
    graph.output(
        "y",
        graph.fullyConnected(
            hidden,
            graph.float16Weights(weights("mlp_w2")),
            graph.float16Weights(weights("mlp_b2")),
            Activation.NONE));
    return graph;
  }

  private byte[] metadata() {
    return new TfliteModel(mlp(1))
        .description("A model with metadata.\nSecond line: größe, 😀.")
        .metadata("author", "Zoë Müller")
        .metadata("labels", "cat,größe,日本,😀\nsecond line")
        .metadata("empty", "")
        .metadata("binary", new byte[] {0, (byte) 0xff, (byte) 0xc3, 0x28})
        .toBytes();
  }

  private static TfliteGraph many() {
    TfliteGraph graph = new TfliteGraph();
    for (int k = 0; k < 64; k++) {
      Value x = graph.input("in_" + k, DType.FLOAT32, 1);
      graph.output("out_" + k, graph.mul(x, floats(k + 1, graph)));
    }
    return graph;
  }

  private static TfliteGraph mixed() {
    TfliteGraph graph = new TfliteGraph();
    Value f = graph.input("f", DType.FLOAT32, -1, 2);
    Value i = graph.input("i", DType.INT64, -1);
    Value s = graph.input("s", DType.STRING, -1);
    Value m = graph.input("m", DType.BOOL, -1);
    graph.output("f_out", graph.reshape(f, -1, 2));
    graph.output("i_out", graph.reshape(i, -1));
    graph.output("s_out", graph.reshape(s, -1));
    graph.output("m_out", graph.reshape(m, -1));
    return graph;
  }

  private static TfliteGraph scalar() {
    TfliteGraph graph = new TfliteGraph();
    Value x = graph.input("x", DType.FLOAT32);
    graph.output("y", graph.mul(x, graph.constant(Tensor.of(new float[] {2}, new long[0]))));
    return graph;
  }

  private static TfliteGraph reduce() {
    TfliteGraph graph = new TfliteGraph();
    Value x = graph.input("x", DType.FLOAT32, -1, -1);
    graph.output("y", graph.mean(x, false, 0, 1));
    return graph;
  }

  private TfliteGraph conv() {
    TfliteGraph graph = new TfliteGraph();
    Value x = graph.input("x", DType.FLOAT32, 1, 6, 6, 2);
    Value hidden =
        graph.conv2d(
            x,
            graph.constant(weights("conv_filters")),
            graph.constant(weights("conv_bias")),
            Padding.SAME,
            1,
            Activation.RELU);
    graph.output(
        "y",
        graph.depthwiseConv2d(
            hidden,
            graph.constant(weights("conv_depthwise")),
            graph.constant(weights("conv_depthwise_bias")),
            Padding.VALID,
            2,
            Activation.NONE));
    return graph;
  }

  private TfliteGraph gru() {
    TfliteGraph graph = new TfliteGraph();
    Value x = graph.input("x", DType.FLOAT32, 1, 4, 3);
    Value gatesWeights = graph.constant(weights("gru_gates"));
    Value gatesBias = graph.constant(weights("gru_gates_bias"));
    Value newWeights = graph.constant(weights("gru_new"));
    Value newBias = graph.constant(weights("gru_new_bias"));
    Value state = graph.constant(Tensor.allocate(DType.FLOAT32, 1, 5));
    for (int t = 0; t < 4; t++) {
      Value now = graph.at(x, 1, t);
      Value both = graph.concatenation(1, now, state);
      Value gates =
          graph.logistic(graph.fullyConnected(both, gatesWeights, gatesBias, Activation.NONE));
      List<Value> halves = graph.split(gates, 1, 2);
      Value update = halves.get(1);
      Value remembered = graph.concatenation(1, now, graph.mul(halves.get(0), state));
      Value candidate =
          graph.tanh(graph.fullyConnected(remembered, newWeights, newBias, Activation.NONE));
      Value change = graph.mul(graph.sub(floats(1, graph), update), candidate);
      state = graph.add(change, graph.mul(update, state));
    }
    Value logits =
        graph.fullyConnected(state, graph.constant(weights("gru_out")), null, Activation.NONE);
    graph.output("y", graph.softmax(logits));
    return graph;
  }

  private TfliteGraph clip() {
    TfliteGraph graph = new TfliteGraph();
    Value frames = graph.input("frames", DType.FLOAT32, 1, -1, 8, 8, 3);
    Value hand = graph.input("hand", DType.FLOAT32, 1, 2);
    Value pixels = graph.reshape(frames, -1, 192);
    Value fromFrames =
        graph.fullyConnected(
            pixels,
            graph.constant(weights("clip_frame")),
            graph.constant(weights("clip_bias")),
            Activation.NONE);
    Value fromHand =
        graph.fullyConnected(hand, graph.constant(weights("clip_hand")), null, Activation.NONE);
    Value features = graph.add(fromFrames, fromHand, Activation.RELU);
    Value coarse =
        graph.fullyConnected(
            features, graph.constant(weights("clip_coarse")), null, Activation.NONE);
    Value fine =
        graph.fullyConnected(features, graph.constant(weights("clip_fine")), null, Activation.NONE);
    graph.output("coarse", graph.reshape(graph.softmax(coarse), 1, -1, 2));
    graph.output("fine", graph.reshape(graph.logistic(fine), 1, -1, 5));
    return graph;
  }

  /** Scales and zero points as in {@code make_data.py}. */
  private void quantizedModels() throws IOException {
    float one = 1f / 64;
    Quantization oneScale = Quantization.perTensor(one, 0);
    Quantization each = Quantization.perChannel(new float[] {one, one / 2, one * 2}, new int[3], 0);
    Quantization byteIn = Quantization.perTensor(1f / 32, -3);
    Quantization byteOut = Quantization.perTensor(1f / 16, 5);
    Quantization shorts = Quantization.perTensor(1f / 4096, 0);
    quantized("int8", DType.INT8, byteIn, oneScale, byteOut);
    quantized("int8_per_channel", DType.INT8, byteIn, each, byteOut);
    quantized(
        "uint8",
        DType.UINT8,
        Quantization.perTensor(1f / 32, 128),
        Quantization.perTensor(one, 100),
        Quantization.perTensor(1f / 16, 100));
    quantized("int16", DType.INT16, shorts, oneScale, shorts);
    quantized("int16_per_channel", DType.INT16, shorts, each, shorts);
  }

  private void quantized(
      String kind, DType dtype, Quantization in, Quantization weights, Quantization out)
      throws IOException {
    String name = "quantized_" + kind;
    TfliteGraph graph = new TfliteGraph();
    Value x = graph.input("x", dtype, 1, 4).quantized(in);
    Value w = graph.constant(weights(name + "_weights")).quantized(weights);
    Value b = graph.constant(weights(name + "_bias")).quantized(times(in.scale(0), weights));
    graph.output("y", graph.fullyConnected(x, w, b, Activation.NONE).quantized(out));
    write(name, graph);
  }

  private static Quantization times(float scale, Quantization weights) {
    if (weights.isPerTensor()) {
      return Quantization.perTensor(scale * weights.scale(0), 0);
    }
    float[] scales = new float[weights.channels()];
    for (int i = 0; i < scales.length; i++) {
      scales[i] = scale * weights.scale(i);
    }
    return Quantization.perChannel(scales, new int[scales.length], 0);
  }

  private static TfliteGraph perChannelInput() {
    TfliteGraph graph = new TfliteGraph();
    Value x =
        graph
            .input("x", DType.INT8, 2, 3)
            .quantized(Quantization.perChannel(new float[] {0.5f, 0.25f, 2}, new int[3], 1));
    graph.output("y", graph.dequantize(x));
    return graph;
  }

  private static TfliteGraph where(boolean doubled) {
    TfliteGraph graph = new TfliteGraph();
    Value found = graph.where(graph.input("x", DType.BOOL, -1));
    graph.output("y", doubled ? graph.concatenation(1, found, found) : found);
    return graph;
  }

  private static TfliteGraph labels() {
    TfliteGraph graph = new TfliteGraph();
    Value index = graph.input("index", DType.INT32, -1);
    Value labels = graph.constant(Tensor.of(new String[] {"größe", "日本", "", "a😀b"}, 4));
    graph.output("label", graph.gather(labels, index, 0));
    return graph;
  }

  private static TfliteGraph twice(int axis, long... shape) {
    TfliteGraph graph = new TfliteGraph();
    Value x = graph.input("x", DType.FLOAT32, shape);
    graph.output("y", graph.concatenation(axis, x, x));
    return graph;
  }

  private static TfliteGraph zeroInput() {
    TfliteGraph graph = new TfliteGraph();
    Value ones = floats(1, graph);
    Value y = graph.add(ones, graph.constant(Tensor.of(new float[] {0, 1, 2}, 3)));
    graph.output("y", y);
    graph.output("labels", graph.constant(Tensor.of(new String[] {"größe", "a😀b"}, 2)));
    return graph;
  }

  private static TfliteGraph passthrough() {
    TfliteGraph graph = new TfliteGraph();
    Value x = graph.input("x", DType.FLOAT32, 2);
    graph.output("x", x);
    graph.output("constant", graph.constant(Tensor.of(new float[] {3, 4}, 2)));
    graph.output("y", graph.add(x, floats(1, graph)));
    return graph;
  }

  private static TfliteGraph names() {
    TfliteGraph graph = new TfliteGraph();
    Value a = graph.input("in put", DType.FLOAT32, 1);
    Value b = graph.input("größe/0:1", DType.FLOAT32, 1);
    Value c = graph.input("日本", DType.FLOAT32, 1);
    Value d = graph.input("a=b", DType.FLOAT32, 1);
    Value first = graph.add(a, b);
    Value last = graph.add(c, d);
    graph.output("out 1", first);
    graph.output("sum,two", last);
    graph.output("😀", graph.add(first, last));
    return graph;
  }

  private static TfliteGraph sameNames() {
    TfliteGraph graph = new TfliteGraph();
    Value a = graph.input("x", DType.FLOAT32, 2);
    Value b = graph.input("second x", DType.FLOAT32, 2);
    Value difference = graph.sub(a, b);
    Value sum = graph.add(a, b);
    graph.output("y", difference);
    graph.output("second y", sum);
    // The graph refuses two of one name, but a file may have them.
    b.named("x");
    sum.named("y");
    return graph;
  }

  private static TfliteGraph noNames() {
    TfliteGraph graph = new TfliteGraph();
    Value x = graph.input("", DType.FLOAT32, 2);
    graph.output("", graph.add(x, x));
    return graph;
  }

  private static TfliteModel signatures() {
    TfliteGraph twice = new TfliteGraph("twice");
    Value x = twice.input("x", DType.FLOAT32, 1);
    Value y = twice.add(x, x);
    twice.output("y", y);
    twice.signature("double").input("number", x).output("result", y);

    TfliteGraph sum = new TfliteGraph("total");
    Value a = sum.input("a", DType.FLOAT32, -1);
    Value b = sum.input("b", DType.FLOAT32, -1);
    Value c = sum.add(a, b);
    sum.output("c", c);
    sum.signature("sum").input("left", a).input("right", b).output("total", c);
    return new TfliteModel(twice, sum);
  }

  private static TfliteGraph signaturesShared() {
    TfliteGraph graph = addSub();
    Value a = graph.inputs.get(0);
    Value b = graph.inputs.get(1);
    graph.signature("add").input("p", a).input("q", b).output("r", graph.outputs.get(0));
    graph.signature("swapped").input("p", b).input("q", a).output("r", graph.outputs.get(1));
    return graph;
  }

  private static TfliteGraph refused(String operator) {
    TfliteGraph graph = new TfliteGraph();
    Value x = graph.input("x", DType.FLOAT32, 2);
    graph.output("y", graph.custom(operator, DType.FLOAT32, new long[] {2}, x));
    return graph;
  }

  private static TfliteGraph failing() {
    TfliteGraph graph = new TfliteGraph();
    Value index = graph.input("index", DType.INT32, 1);
    Value data = graph.constant(Tensor.of(new float[] {10, 20, 30, 40}, 4));
    graph.output("y", graph.gather(data, index, 0));
    return graph;
  }

  private static TfliteGraph slow() {
    TfliteGraph graph = new TfliteGraph();
    Value y = graph.input("x", DType.INT64, -1);
    Value one = graph.constant(Tensor.of(new long[] {1}, 1));
    for (int i = 0; i < 400; i++) {
      y = graph.add(y, one);
    }
    graph.output("y", y);
    return graph;
  }

  private static TfliteGraph slowDelegated() {
    TfliteGraph graph = new TfliteGraph();
    Value y = graph.input("x", DType.FLOAT32, -1, 64);
    float[] unit = new float[64 * 64];
    for (int i = 0; i < 64; i++) {
      unit[65 * i] = 1;
    }
    Value weights = graph.constant(Tensor.of(unit, 64, 64));
    for (int i = 0; i < 200; i++) {
      y = graph.fullyConnected(y, weights, null, Activation.NONE);
    }
    graph.output("y", y);
    return graph;
  }

  /** A good model of tensors x, weights, y with one operator, to be broken. */
  private static ModelT good() {
    TfliteGraph graph = new TfliteGraph();
    Value x = graph.input("x", DType.FLOAT32, 1, 3);
    Value weights = graph.constant(Tensor.of(new float[] {1, 2, 3}, 1, 3)).named("weights");
    Value y = graph.add(x, weights);
    graph.output("y", y);
    graph.signature("serving_default").input("x", x).output("y", y);
    return new TfliteModel(graph).toSchema();
  }

  private void brokenModels() throws IOException {
    broken("bad_version", m -> m.getOperatorCodes()[0].setVersion(99));
    broken(
        "bad_operator",
        m -> {
          m.getOperatorCodes()[0].setBuiltinCode(9999);
          m.getOperatorCodes()[0].setDeprecatedBuiltinCode((byte) 127);
        });
    broken("bad_operator_index", m -> operator(m).setOpcodeIndex(7));
    broken("bad_tensor_index", m -> operator(m).setInputs(new int[] {0, 77}));
    broken("bad_graph_input", m -> m.getSubgraphs()[0].setInputs(new int[] {55}));
    broken("bad_graph_output", m -> m.getSubgraphs()[0].setOutputs(new int[] {55}));
    broken("bad_buffer_index", m -> m.getSubgraphs()[0].getTensors()[1].setBuffer(99));
    broken("bad_signature", m -> m.getSignatureDefs()[0].getInputs()[0].setTensorIndex(55));
    broken("short_buffer", m -> m.getSubgraphs()[0].getTensors()[1].setShape(new int[] {2, 300}));
    broken("no_graph", m -> m.setSubgraphs(new SubGraphT[0]));
    broken("no_buffers", m -> m.setBuffers(new BufferT[0]));
    broken("future_schema", m -> m.setVersion(99));

    TfliteGraph reshape = new TfliteGraph();
    Value y = reshape.reshape(reshape.input("x", DType.FLOAT32, -1), 3);
    reshape.output("y", y);
    ModelT model = new TfliteModel(reshape).toSchema();
    model.getSubgraphs()[0].getTensors()[0].setShape(new int[] {4});
    model.getSubgraphs()[0].getTensors()[0].setShapeSignature(new int[] {4});
    write("bad_reshape", TfliteModel.toBytes(model));

    TfliteGraph huge = new TfliteGraph();
    Value x = huge.input("x", DType.FLOAT32, 1 << 16, 1 << 16, 1 << 16);
    huge.output("y", huge.add(x, x));
    write("huge", huge);

    byte[] whole = mlp(1).toBytes();
    write("truncated", Arrays.copyOf(whole, whole.length / 2));
    write("truncated_tail", Arrays.copyOf(whole, whole.length - 16));
    write("header_only", Arrays.copyOf(whole, 8));
  }

  private void crashModels() throws IOException {
    write("window", CrashModels.window());
    write("window_too_small", CrashModels.windowTooSmall());
    write("constant_input", CrashModels.constantInput(good()));
    write("blockwise", CrashModels.blockwise(good()));
    write("narrow_state", CrashModels.narrowState());
    write("narrow_svdf", CrashModels.narrowSvdf());
    write("fill", CrashModels.fill());
    write("slice", CrashModels.slice());
    write("sparse_to_dense", CrashModels.sparseToDense());
    write("range", CrashModels.range());
    write("divide", CrashModels.divide());
  }

  private static OperatorT operator(ModelT model) {
    return model.getSubgraphs()[0].getOperators()[0];
  }

  private void broken(String name, Consumer<ModelT> breaking) throws IOException {
    ModelT model = good();
    breaking.accept(model);
    write(name, TfliteModel.toBytes(model));
  }

  private static Value floats(float value, TfliteGraph graph) {
    return graph.constant(Tensor.of(new float[] {value}, 1));
  }

  private Tensor weights(String name) {
    return Npy.read(root.resolve(WEIGHTS).resolve(name + ".npy"));
  }

  private void write(String name, TfliteGraph graph) throws IOException {
    write(name, new TfliteModel(graph));
  }

  private void write(String name, TfliteModel model) throws IOException {
    write(name, model.description(description(name)).toBytes());
  }

  private void write(String name, ModelT model) throws IOException {
    model.setDescription(description(name));
    write(name, TfliteModel.toBytes(model));
  }

  private static String description(String name) {
    return "infer4j test model: " + name;
  }

  private void write(String name, byte[] file) throws IOException {
    Files.write(target.resolve(name + ".tflite"), file);
  }
}
