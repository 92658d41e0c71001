package io.infer4j.tflite.small;

import com.google.flatbuffers.FlatBufferBuilder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.lite.schema.BufferT;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptionsUnion;
import org.tensorflow.lite.schema.MetadataT;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.ModelT;
import org.tensorflow.lite.schema.OperatorCodeT;
import org.tensorflow.lite.schema.OperatorT;
import org.tensorflow.lite.schema.QuantizationParametersT;
import org.tensorflow.lite.schema.SignatureDefT;
import org.tensorflow.lite.schema.SubGraphT;
import org.tensorflow.lite.schema.TensorMapT;
import org.tensorflow.lite.schema.TensorT;

/** A model in the schema's own terms, so that it can be wrong in any way. Nothing is checked. */
final class SmallModel {
  private final List<OperatorCodeT> codes = new ArrayList<>();
  private final List<BufferT> buffers = new ArrayList<>();
  private final List<SubGraphT> subgraphs = new ArrayList<>();
  private final List<SignatureDefT> signatures = new ArrayList<>();
  private final List<MetadataT> metadata = new ArrayList<>();

  /** Of the subgraph that is being written. */
  private List<TensorT> tensors = new ArrayList<>();

  private List<OperatorT> operators = new ArrayList<>();

  SmallModel() {
    buffers.add(new BufferT()); // Buffer 0 stands for none.
  }

  int tensor(String name, int type, int... shape) {
    return constant(name, type, null, shape);
  }

  /** A tensor of which dimensions that are -1 are dynamic. */
  int dynamic(String name, int type, int... signature) {
    int[] shape = signature.clone();
    for (int i = 0; i < shape.length; i++) {
      shape[i] = Math.max(1, shape[i]);
    }
    int index = tensor(name, type, shape);
    tensors.get(index).setShapeSignature(signature);
    return index;
  }

  int constant(String name, int type, byte[] data, int... shape) {
    TensorT tensor = new TensorT();
    tensor.setName(name);
    tensor.setType((byte) type);
    tensor.setShape(shape);
    tensor.setBuffer(data == null ? 0 : buffer(data));
    tensors.add(tensor);
    return tensors.size() - 1;
  }

  private int buffer(byte[] data) {
    int[] values = new int[data.length];
    for (int i = 0; i < data.length; i++) {
      values[i] = data[i] & 0xff;
    }
    BufferT buffer = new BufferT();
    buffer.setData(values);
    buffers.add(buffer);
    return buffers.size() - 1;
  }

  int quantized(int tensor, int axis, float[] scales, long... zeroPoints) {
    QuantizationParametersT quantization = new QuantizationParametersT();
    quantization.setScale(scales);
    quantization.setZeroPoint(zeroPoints);
    quantization.setQuantizedDimension(axis);
    tensors.get(tensor).setQuantization(quantization);
    return tensor;
  }

  void variable(int tensor) {
    tensors.get(tensor).setIsVariable(true);
  }

  void op(int builtin, int version, int optionsType, Object options, int[] in, int... out) {
    op(builtin, version, null, optionsType, options, in, out);
  }

  void custom(String name, int[] in, int... out) {
    op(BuiltinOperator.CUSTOM, 1, name, 0, null, in, out);
  }

  private void op(
      int builtin, int version, String custom, int type, Object options, int[] in, int... out) {
    OperatorCodeT code = new OperatorCodeT();
    code.setBuiltinCode(builtin);
    code.setDeprecatedBuiltinCode((byte) Math.min(127, builtin));
    code.setVersion(version);
    code.setCustomCode(custom);
    codes.add(code);
    OperatorT operator = new OperatorT();
    operator.setOpcodeIndex(codes.size() - 1);
    operator.setInputs(in);
    operator.setOutputs(out);
    if (options != null) {
      BuiltinOptionsUnion union = new BuiltinOptionsUnion();
      union.setType((byte) type);
      union.setValue(options);
      operator.setBuiltinOptions(union);
    }
    operators.add(operator);
  }

  /** Ends a subgraph. */
  SmallModel graph(int[] inputs, int... outputs) {
    SubGraphT subgraph = new SubGraphT();
    subgraph.setName("graph" + subgraphs.size());
    subgraph.setTensors(tensors.toArray(new TensorT[0]));
    subgraph.setInputs(inputs);
    subgraph.setOutputs(outputs);
    subgraph.setOperators(operators.toArray(new OperatorT[0]));
    subgraphs.add(subgraph);
    tensors = new ArrayList<>();
    operators = new ArrayList<>();
    return this;
  }

  /** Names the inputs and outputs of the subgraph that was ended last. */
  SmallModel signature(String key, String[] inputs, String... outputs) {
    SubGraphT subgraph = subgraphs.get(subgraphs.size() - 1);
    SignatureDefT signature = new SignatureDefT();
    signature.setSignatureKey(key);
    signature.setSubgraphIndex(subgraphs.size() - 1);
    signature.setInputs(named(inputs, subgraph.getInputs()));
    signature.setOutputs(named(outputs, subgraph.getOutputs()));
    signatures.add(signature);
    return this;
  }

  private static TensorMapT[] named(String[] names, int[] tensors) {
    TensorMapT[] named = new TensorMapT[names.length];
    for (int i = 0; i < names.length; i++) {
      named[i] = new TensorMapT();
      named[i].setName(names[i]);
      named[i].setTensorIndex(tensors[i]);
    }
    return named;
  }

  SmallModel metadata(String name, String text) {
    MetadataT entry = new MetadataT();
    entry.setName(name);
    entry.setBuffer(buffer(text.getBytes(StandardCharsets.UTF_8)));
    metadata.add(entry);
    return this;
  }

  byte[] bytes(String description) {
    ModelT model = new ModelT();
    model.setVersion(3);
    model.setDescription(description);
    model.setOperatorCodes(codes.toArray(new OperatorCodeT[0]));
    model.setSubgraphs(subgraphs.toArray(new SubGraphT[0]));
    model.setBuffers(buffers.toArray(new BufferT[0]));
    model.setSignatureDefs(signatures.toArray(new SignatureDefT[0]));
    model.setMetadata(metadata.toArray(new MetadataT[0]));
    FlatBufferBuilder builder = new FlatBufferBuilder(1024);
    Model.finishModelBuffer(builder, Model.pack(builder, model));
    return builder.sizedByteArray();
  }

  static byte[] floats(float... values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }

  static byte[] ints(int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asIntBuffer().put(values);
    return bytes.array();
  }
}
