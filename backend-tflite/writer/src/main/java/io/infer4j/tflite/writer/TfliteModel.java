package io.infer4j.tflite.writer;

import com.google.flatbuffers.FlatBufferBuilder;
import io.infer4j.DType;
import io.infer4j.Quantization;
import io.infer4j.Tensor;
import io.infer4j.tflite.writer.TfliteGraph.Loop;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.tensorflow.lite.schema.Buffer;
import org.tensorflow.lite.schema.BufferT;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptionsUnion;
import org.tensorflow.lite.schema.Metadata;
import org.tensorflow.lite.schema.MetadataT;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.ModelT;
import org.tensorflow.lite.schema.OperatorCode;
import org.tensorflow.lite.schema.OperatorCodeT;
import org.tensorflow.lite.schema.OperatorT;
import org.tensorflow.lite.schema.QuantizationParametersT;
import org.tensorflow.lite.schema.SignatureDef;
import org.tensorflow.lite.schema.SignatureDefT;
import org.tensorflow.lite.schema.SubGraph;
import org.tensorflow.lite.schema.SubGraphT;
import org.tensorflow.lite.schema.TensorMapT;
import org.tensorflow.lite.schema.TensorT;
import org.tensorflow.lite.schema.TensorType;
import org.tensorflow.lite.schema.WhileOptionsT;

/**
 * A {@code .tflite} file: one graph or several (the first is the one that runs when nobody names a
 * signature), and what the file says of itself. The bytes are the same each time.
 */
public final class TfliteModel {
  /** The schema's number; the library's schema is older. */
  private static final byte BFLOAT16 = 18;

  private static final int SCHEMA_VERSION = 3;

  /** What the schema demands of constants: kernels read them where they lie in the file. */
  private static final int BUFFER_ALIGNMENT = 16;

  private static final Set<Integer> LAYERS =
      Set.of(
          BuiltinOperator.FULLY_CONNECTED,
          BuiltinOperator.CONV_2D,
          BuiltinOperator.DEPTHWISE_CONV_2D);

  private static final Set<Integer> ARITHMETIC =
      Set.of(BuiltinOperator.ADD, BuiltinOperator.SUB, BuiltinOperator.MUL, BuiltinOperator.SUM);

  private final List<TfliteGraph> graphs;
  private final Map<String, byte[]> metadata = new LinkedHashMap<>();
  private String description = "";

  /**
   * A model of these graphs.
   *
   * @throws IllegalArgumentException if there is none
   */
  public TfliteModel(TfliteGraph... graphs) {
    if (graphs.length == 0) {
      throw new IllegalArgumentException("a model has at least one graph");
    }
    this.graphs = List.of(graphs);
  }

  /** Says what the model is. Returns this. */
  public TfliteModel description(String text) {
    this.description = text;
    return this;
  }

  /** Adds a metadata entry. Returns this. */
  public TfliteModel metadata(String name, byte[] data) {
    metadata.put(name, data.clone());
    return this;
  }

  /** Adds a metadata entry of UTF-8 text. Returns this. */
  public TfliteModel metadata(String name, String text) {
    return metadata(name, text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The file.
   *
   * @throws IllegalStateException if a graph has no output, an operator's integer result no
   *     quantization, or a loop's graph is not in the model
   */
  public byte[] toBytes() {
    return toBytes(toSchema());
  }

  /** The model as the schema's objects; tests break it before they write it. */
  ModelT toSchema() {
    List<BufferT> buffers = new ArrayList<>();
    buffers.add(new BufferT()); // Buffer 0 means "no data".
    Map<CodeKey, Integer> codes = new LinkedHashMap<>();
    List<SubGraphT> subgraphs = new ArrayList<>();
    List<SignatureDefT> signatures = new ArrayList<>();
    for (TfliteGraph graph : graphs) {
      for (Signature signature : graph.signatures.values()) {
        signatures.add(schemaOf(signature, subgraphs.size()));
      }
      subgraphs.add(schemaOf(graph, buffers, codes));
    }
    List<MetadataT> entries = new ArrayList<>();
    metadata.forEach(
        (name, data) -> {
          MetadataT entry = new MetadataT();
          entry.setName(name);
          entry.setBuffer(buffer(data, buffers));
          entries.add(entry);
        });

    ModelT model = new ModelT();
    model.setVersion(SCHEMA_VERSION);
    model.setDescription(description);
    model.setOperatorCodes(
        codes.keySet().stream().map(CodeKey::toSchema).toArray(OperatorCodeT[]::new));
    model.setSubgraphs(subgraphs.toArray(new SubGraphT[0]));
    model.setBuffers(buffers.toArray(new BufferT[0]));
    model.setMetadata(entries.toArray(new MetadataT[0]));
    model.setSignatureDefs(signatures.toArray(new SignatureDefT[0]));
    return model;
  }

  /** Not {@code Model.pack}: that one does not align the constants. */
  static byte[] toBytes(ModelT model) {
    FlatBufferBuilder file = new FlatBufferBuilder(1024);
    BufferT[] buffers = model.getBuffers();
    int[] bufferOffsets = new int[buffers.length];
    for (int i = 0; i < buffers.length; i++) {
      bufferOffsets[i] = write(buffers[i], file);
    }
    int buffersOffset = Model.createBuffersVector(file, bufferOffsets);
    OperatorCodeT[] codes = model.getOperatorCodes();
    int[] codeOffsets = new int[codes.length];
    for (int i = 0; i < codes.length; i++) {
      codeOffsets[i] = OperatorCode.pack(file, codes[i]);
    }
    int codesOffset = Model.createOperatorCodesVector(file, codeOffsets);
    SubGraphT[] subgraphs = model.getSubgraphs();
    int[] subgraphOffsets = new int[subgraphs.length];
    for (int i = 0; i < subgraphs.length; i++) {
      subgraphOffsets[i] = SubGraph.pack(file, subgraphs[i]);
    }
    int subgraphsOffset = Model.createSubgraphsVector(file, subgraphOffsets);
    SignatureDefT[] signatures = model.getSignatureDefs();
    int[] signatureOffsets = new int[signatures.length];
    for (int i = 0; i < signatures.length; i++) {
      signatureOffsets[i] = SignatureDef.pack(file, signatures[i]);
    }
    int signaturesOffset = Model.createSignatureDefsVector(file, signatureOffsets);
    MetadataT[] entries = model.getMetadata();
    int[] entryOffsets = new int[entries.length];
    for (int i = 0; i < entries.length; i++) {
      entryOffsets[i] = Metadata.pack(file, entries[i]);
    }
    int entriesOffset = Model.createMetadataVector(file, entryOffsets);
    int descriptionOffset = file.createString(model.getDescription());

    Model.startModel(file);
    Model.addVersion(file, model.getVersion());
    Model.addOperatorCodes(file, codesOffset);
    Model.addSubgraphs(file, subgraphsOffset);
    Model.addDescription(file, descriptionOffset);
    Model.addBuffers(file, buffersOffset);
    Model.addMetadata(file, entriesOffset);
    Model.addSignatureDefs(file, signaturesOffset);
    Model.finishModelBuffer(file, Model.endModel(file));
    return file.sizedByteArray();
  }

  private static int write(BufferT buffer, FlatBufferBuilder file) {
    int[] data = buffer.getData();
    if (data == null) {
      Buffer.startBuffer(file);
      return Buffer.endBuffer(file);
    }
    file.startVector(1, data.length, BUFFER_ALIGNMENT);
    for (int i = data.length - 1; i >= 0; i--) {
      file.addByte((byte) data[i]);
    }
    return Buffer.createBuffer(file, file.endVector());
  }

  private SubGraphT schemaOf(
      TfliteGraph graph, List<BufferT> buffers, Map<CodeKey, Integer> codes) {
    if (graph.outputs.isEmpty()) {
      throw new IllegalStateException("graph '" + graph.name + "' has no output");
    }
    SubGraphT schema = new SubGraphT();
    schema.setName(graph.name);
    schema.setTensors(graph.values.stream().map(v -> schemaOf(v, buffers)).toArray(TensorT[]::new));
    schema.setInputs(graph.inputs.stream().mapToInt(v -> v.index).toArray());
    schema.setOutputs(graph.outputs.stream().mapToInt(v -> v.index).toArray());
    schema.setOperators(
        graph.ops.stream().map(op -> schemaOf(op, codes)).toArray(OperatorT[]::new));
    return schema;
  }

  private static TensorT schemaOf(Value value, List<BufferT> buffers) {
    long[] dims = value.shape().dims();
    TensorT schema = new TensorT();
    schema.setName(value.name());
    schema.setType(typeCode(value.dtype()));
    schema.setShape(LongStream.of(dims).mapToInt(d -> d < 0 ? 1 : Math.toIntExact(d)).toArray());
    if (!value.shape().isStatic()) {
      schema.setShapeSignature(LongStream.of(dims).mapToInt(Math::toIntExact).toArray());
    }
    schema.setHasRank(true);
    Tensor data = value.data;
    schema.setBuffer(data == null ? 0 : buffer(bytesOf(data), buffers));
    Quantization quantization = value.quantization();
    if (quantization != null) {
      schema.setQuantization(schemaOf(quantization));
    }
    return schema;
  }

  private static QuantizationParametersT schemaOf(Quantization quantization) {
    float[] scales = new float[quantization.channels()];
    long[] zeroPoints = new long[scales.length];
    for (int i = 0; i < scales.length; i++) {
      scales[i] = quantization.scale(i);
      zeroPoints[i] = quantization.zeroPoint(i);
    }
    QuantizationParametersT schema = new QuantizationParametersT();
    schema.setScale(scales);
    schema.setZeroPoint(zeroPoints);
    schema.setQuantizedDimension(quantization.isPerTensor() ? 0 : quantization.axis());
    return schema;
  }

  private OperatorT schemaOf(Op op, Map<CodeKey, Integer> codes) {
    Value result = op.outputs().get(0);
    boolean needed =
        (LAYERS.contains(op.builtin()) && !result.dtype().isFloatingPoint())
            || (ARITHMETIC.contains(op.builtin()) && op.input(0).quantization() != null);
    if (needed && result.quantization() == null) {
      throw new IllegalStateException(
          result + " is the result of integer arithmetic and has no quantization");
    }
    CodeKey code = new CodeKey(op.builtin(), op.custom(), OpVersion.of(op));
    OperatorT schema = new OperatorT();
    schema.setOpcodeIndex(codes.computeIfAbsent(code, k -> codes.size()));
    schema.setInputs(op.inputs().stream().mapToInt(v -> v == null ? -1 : v.index).toArray());
    schema.setOutputs(op.outputs().stream().mapToInt(v -> v.index).toArray());
    if (op.options() != null) {
      BuiltinOptionsUnion options = new BuiltinOptionsUnion();
      options.setType(op.optionsType());
      options.setValue(op.options() instanceof Loop loop ? schemaOf(loop) : op.options());
      schema.setBuiltinOptions(options);
    }
    return schema;
  }

  private WhileOptionsT schemaOf(Loop loop) {
    WhileOptionsT schema = new WhileOptionsT();
    schema.setCondSubgraphIndex(placeOf(loop.condition()));
    schema.setBodySubgraphIndex(placeOf(loop.body()));
    return schema;
  }

  private int placeOf(TfliteGraph graph) {
    int place = graphs.indexOf(graph);
    if (place < 0) {
      throw new IllegalStateException("graph '" + graph.name + "' of a loop is not in the model");
    }
    return place;
  }

  private static SignatureDefT schemaOf(Signature signature, int subgraph) {
    SignatureDefT schema = new SignatureDefT();
    schema.setSignatureKey(signature.key);
    schema.setSubgraphIndex(subgraph);
    schema.setInputs(schemaOf(signature.inputs));
    schema.setOutputs(schemaOf(signature.outputs));
    return schema;
  }

  private static TensorMapT[] schemaOf(Map<String, Value> names) {
    List<TensorMapT> maps = new ArrayList<>();
    names.forEach(
        (name, value) -> {
          TensorMapT map = new TensorMapT();
          map.setName(name);
          map.setTensorIndex(value.index);
          maps.add(map);
        });
    return maps.toArray(new TensorMapT[0]);
  }

  private static int buffer(byte[] data, List<BufferT> buffers) {
    int[] unsigned = new int[data.length];
    for (int i = 0; i < data.length; i++) {
      unsigned[i] = data[i] & 0xff;
    }
    BufferT buffer = new BufferT();
    buffer.setData(unsigned);
    buffers.add(buffer);
    return buffers.size() - 1;
  }

  /** Little-endian, as the format is everywhere. */
  private static byte[] bytesOf(Tensor tensor) {
    if (tensor.dtype() == DType.STRING) {
      return bytesOf(tensor.toStrings());
    }
    int width = tensor.dtype().byteSize();
    ByteBuffer data = tensor.asBytes();
    byte[] bytes = new byte[data.remaining()];
    data.get(bytes);
    if (ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN) {
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = data.get(i / width * width + width - 1 - i % width);
      }
    }
    return bytes;
  }

  /** How many, where each begins and the last ends, counted from the first byte; then the text. */
  private static byte[] bytesOf(String[] strings) {
    List<byte[]> texts = new ArrayList<>();
    int size = 4 * (strings.length + 2);
    for (String string : strings) {
      texts.add(string.getBytes(StandardCharsets.UTF_8));
    }
    int total = size + texts.stream().mapToInt(t -> t.length).sum();
    ByteBuffer bytes = ByteBuffer.allocate(total).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(strings.length);
    int at = size;
    bytes.putInt(at);
    for (byte[] text : texts) {
      at += text.length;
      bytes.putInt(at);
    }
    texts.forEach(bytes::put);
    return bytes.array();
  }

  static byte typeCode(DType dtype) {
    return switch (dtype) {
      case FLOAT16 -> TensorType.FLOAT16;
      case FLOAT32 -> TensorType.FLOAT32;
      case FLOAT64 -> TensorType.FLOAT64;
      case INT8 -> TensorType.INT8;
      case INT16 -> TensorType.INT16;
      case INT32 -> TensorType.INT32;
      case INT64 -> TensorType.INT64;
      case UINT8 -> TensorType.UINT8;
      case UINT16 -> TensorType.UINT16;
      case UINT32 -> TensorType.UINT32;
      case UINT64 -> TensorType.UINT64;
      case BOOL -> TensorType.BOOL;
      case STRING -> TensorType.STRING;
      case BFLOAT16 -> BFLOAT16;
    };
  }

  /** What operators have in common that share one entry of the file's operator codes. */
  private record CodeKey(int builtin, @Nullable String custom, int version) {
    private static final int LAST_OF_ONE_BYTE = 127;

    OperatorCodeT toSchema() {
      OperatorCodeT schema = new OperatorCodeT();
      schema.setBuiltinCode(builtin);
      // The field that old readers know, with a placeholder where the code does not fit.
      schema.setDeprecatedBuiltinCode((byte) Math.min(LAST_OF_ONE_BYTE, builtin));
      if (custom != null) {
        schema.setCustomCode(custom);
      }
      schema.setVersion(version);
      return schema;
    }
  }
}
