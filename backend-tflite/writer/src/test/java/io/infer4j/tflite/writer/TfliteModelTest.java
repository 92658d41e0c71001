package io.infer4j.tflite.writer;

import static org.assertj.core.api.Assertions.assertThat;

import io.infer4j.DType;
import io.infer4j.Quantization;
import io.infer4j.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tensorflow.lite.schema.ActivationFunctionType;
import org.tensorflow.lite.schema.Buffer;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.CastOptionsT;
import org.tensorflow.lite.schema.Conv2DOptionsT;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.ModelT;
import org.tensorflow.lite.schema.OperatorT;
import org.tensorflow.lite.schema.SignatureDefT;
import org.tensorflow.lite.schema.SubGraphT;
import org.tensorflow.lite.schema.TensorT;
import org.tensorflow.lite.schema.TensorType;

/** What was asked for is in the file, read back with the schema's own classes. */
class TfliteModelTest {
  private final TfliteGraph graph = new TfliteGraph();

  private static ModelT read(byte[] file) {
    return Model.getRootAsModel(ByteBuffer.wrap(file)).unpack();
  }

  private SubGraphT written() {
    return read(graph.toBytes()).getSubgraphs()[0];
  }

  @Test
  void theFileHasTheIdentifierAndTheSchemaVersion() {
    graph.output("x", graph.input("x", DType.FLOAT32, 1));
    byte[] file = graph.toBytes();

    assertThat(new String(file, 4, 4, StandardCharsets.US_ASCII)).isEqualTo("TFL3");
    assertThat(read(file).getVersion()).isEqualTo(3);
  }

  @Test
  void inputsAndOutputsKeepNameTypeAndOrder() {
    Value a = graph.input("größe 😀", DType.INT64, 2, 3);
    Value b = graph.input("b", DType.BOOL);
    graph.output("b_out", graph.reshape(b, 1));
    graph.output("a_out", graph.reshape(a, 6));

    SubGraphT main = written();
    assertThat(main.getName()).isEqualTo("main");
    TensorT first = main.getTensors()[main.getInputs()[0]];
    assertThat(first.getName()).isEqualTo("größe 😀");
    assertThat(first.getType()).isEqualTo(TensorType.INT64);
    assertThat(first.getShape()).containsExactly(2, 3);
    assertThat(first.getBuffer()).isZero();
    assertThat(main.getTensors()[main.getInputs()[1]].getShape()).isEmpty();
    assertThat(main.getTensors()[main.getOutputs()[0]].getName()).isEqualTo("b_out");
    assertThat(main.getTensors()[main.getOutputs()[1]].getName()).isEqualTo("a_out");
  }

  @Test
  void aCastSaysFromWhichTypeToWhich() {
    graph.output("y", graph.cast(graph.input("x", DType.INT64, 2), DType.FLOAT32));

    CastOptionsT options =
        (CastOptionsT) written().getOperators()[0].getBuiltinOptions().getValue();
    assertThat(options.getInDataType()).isEqualTo(TensorType.INT64);
    assertThat(options.getOutDataType()).isEqualTo(TensorType.FLOAT32);
  }

  @Test
  void bfloat16HasTheNumberOfNewerSchemas() {
    graph.output("y", graph.reshape(graph.input("x", DType.BFLOAT16, 2), 2));

    assertThat(written().getTensors()[0].getType()).isEqualTo((byte) 18);
  }

  @Test
  void aDynamicDimensionIsOneInTheShapeAndMinusOneBesideIt() {
    graph.output("y", graph.reshape(graph.input("x", DType.FLOAT32, -1, 4), -1, 2));

    TensorT x = written().getTensors()[0];
    assertThat(x.getShape()).containsExactly(1, 4);
    assertThat(x.getShapeSignature()).containsExactly(-1, 4);
  }

  @Test
  void aFixedShapeHasNoSignatureBesideIt() {
    graph.output("x", graph.input("x", DType.FLOAT32, 4));

    // The schema's classes read a missing vector as an empty one.
    assertThat(written().getTensors()[0].getShapeSignature()).isEmpty();
  }

  @Test
  void constantsAreLittleEndianAndAligned() {
    graph.output("y", graph.constant(Tensor.of(new short[] {1, -2, 0x1234}, 3)));
    graph.output("z", graph.constant(Tensor.of(new long[] {-1}, 1)));
    byte[] file = graph.toBytes();

    ModelT model = read(file);
    assertThat(model.getBuffers()[1].getData()).containsExactly(1, 0, 0xfe, 0xff, 0x34, 0x12);
    Model root = Model.getRootAsModel(ByteBuffer.wrap(file));
    for (int i = 1; i < root.buffersLength(); i++) {
      Buffer buffer = root.buffers(i);
      assertThat(buffer.dataAsByteBuffer().position() % 16).isZero();
    }
  }

  @Test
  void stringsAreACountOffsetsAndText() {
    graph.output("y", graph.constant(Tensor.of(new String[] {"ab", "", "ö"}, 3)));

    int[] data = read(graph.toBytes()).getBuffers()[1].getData();
    ByteBuffer bytes = ByteBuffer.allocate(data.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int b : data) {
      bytes.put((byte) b);
    }
    bytes.flip();
    assertThat(Stream.generate(bytes::getInt).limit(5)).containsExactly(3, 20, 22, 22, 24);
    assertThat(StandardCharsets.UTF_8.decode(bytes).toString()).isEqualTo("abö");
  }

  @Test
  void quantizationKeepsScalesZeroPointsAndAxis() {
    Value x = graph.input("x", DType.UINT8, 1, 2).quantized(0.5f, 128);
    Value w =
        graph
            .constant(Tensor.of(new byte[6], 1, 2, 3))
            .quantized(Quantization.perChannel(new float[] {1, 2, 3}, new int[] {0, 0, 0}, 2));
    graph.output("x", x);
    graph.output("w", w);

    TensorT[] tensors = written().getTensors();
    assertThat(tensors[0].getQuantization().getScale()).containsExactly(0.5f);
    assertThat(tensors[0].getQuantization().getZeroPoint()).containsExactly(128);
    assertThat(tensors[1].getQuantization().getScale()).containsExactly(1, 2, 3);
    assertThat(tensors[1].getQuantization().getQuantizedDimension()).isEqualTo(2);
  }

  @Test
  void anOperatorKeepsItsOptionsAndLeavesOutWhatIsNotThere() {
    Value x = graph.input("x", DType.FLOAT32, 1, 8, 8, 1);
    Value filters = graph.constant(Tensor.allocate(DType.FLOAT32, 2, 3, 3, 1));
    graph.output("y", graph.conv2d(x, filters, null, Padding.VALID, 2, Activation.RELU6));

    OperatorT operator = written().getOperators()[0];
    assertThat(operator.getInputs()).containsExactly(0, 1, -1);
    Conv2DOptionsT options = operator.getBuiltinOptions().asConv2DOptions();
    assertThat(options.getPadding()).isEqualTo(org.tensorflow.lite.schema.Padding.VALID);
    assertThat(options.getStrideH()).isEqualTo(2);
    assertThat(options.getStrideW()).isEqualTo(2);
    assertThat(options.getFusedActivationFunction()).isEqualTo(ActivationFunctionType.RELU6);
  }

  @Test
  void operatorsOfOneKindShareTheirCode() {
    Value x = graph.input("x", DType.FLOAT32, 1);
    graph.output("y", graph.mul(graph.add(graph.add(x, x), x), x));

    ModelT model = read(graph.toBytes());
    assertThat(model.getOperatorCodes())
        .extracting(code -> code.getBuiltinCode())
        .containsExactly(BuiltinOperator.ADD, BuiltinOperator.MUL);
    assertThat(model.getSubgraphs()[0].getOperators())
        .extracting(OperatorT::getOpcodeIndex)
        .containsExactly(0L, 0L, 1L);
  }

  @Test
  void aCustomOperatorKeepsItsName() {
    Value x = graph.input("x", DType.FLOAT32, 2);
    graph.output("y", graph.flex("Erf", DType.FLOAT32, new long[] {2}, x));

    ModelT model = read(graph.toBytes());
    assertThat(model.getOperatorCodes()[0].getBuiltinCode()).isEqualTo(BuiltinOperator.CUSTOM);
    assertThat(model.getOperatorCodes()[0].getCustomCode()).isEqualTo("FlexErf");
  }

  @Test
  void eachGraphBringsItsSignatures() {
    Value x = graph.input("x", DType.FLOAT32, 1);
    graph.output("x", x);
    graph.signature("first").input("in", x).output("out", x);
    TfliteGraph other = new TfliteGraph("other");
    Value unused = other.input("unused", DType.FLOAT32, 1);
    Value y = other.input("y", DType.FLOAT32, 1);
    other.output("y", y);
    other.signature("second").input("a", unused).input("b", y).output("c", y);

    ModelT model = read(new TfliteModel(graph, other).toBytes());

    assertThat(model.getSubgraphs())
        .extracting(SubGraphT::getName)
        .containsExactly("main", "other");
    SignatureDefT second = model.getSignatureDefs()[1];
    assertThat(second.getSignatureKey()).isEqualTo("second");
    assertThat(second.getSubgraphIndex()).isEqualTo(1);
    assertThat(second.getInputs()).extracting(map -> map.getName()).containsExactly("a", "b");
    assertThat(second.getInputs()[1].getTensorIndex()).isEqualTo(1);
    assertThat(second.getOutputs()[0].getName()).isEqualTo("c");
  }

  @Test
  void descriptionAndMetadataAreInTheFile() {
    graph.output("x", graph.input("x", DType.FLOAT32, 1));
    ModelT model =
        read(
            new TfliteModel(graph)
                .description("größe 😀")
                .metadata("author", "Zoë")
                .metadata("empty", "")
                .toBytes());

    assertThat(model.getDescription()).isEqualTo("größe 😀");
    assertThat(model.getMetadata()).extracting(m -> m.getName()).containsExactly("author", "empty");
    int buffer = (int) model.getMetadata()[0].getBuffer();
    assertThat(model.getBuffers()[buffer].getData()).containsExactly('Z', 'o', 0xc3, 0xab);
  }

  @Test
  void theSameModelHasTheSameBytes() {
    graph.output("y", graph.softmax(graph.input("x", DType.FLOAT32, 1, 3)));

    assertThat(graph.toBytes()).isEqualTo(graph.toBytes());
  }
}
