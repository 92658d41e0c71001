package io.infer4j.tflite.schema;

import io.infer4j.DType;
import io.infer4j.ModelLoadException;
import io.infer4j.Quantization;
import io.infer4j.Shape;
import io.infer4j.TensorSpec;
import io.infer4j.tflite.runtime.Settings;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a {@code .tflite} file says, read by TensorFlow Lite's schema. Read here and not from the
 * runtime so that both libraries tell the same: Android's has no quantisation by channel, fewer
 * dtypes, and no metadata.
 */
public final class ModelFile {
  private static final String DEFAULT_SIGNATURE = "serving_default";

  private static final int DEQUANTIZE = 6;
  private static final int QUANTIZE = 114;

  private final String name;
  private final FlatTable model;
  private final List<FlatTable> subgraphs;
  private final List<FlatTable> signatures;

  /**
   * A file that has been verified.
   *
   * @param name the model's, for messages
   */
  public ModelFile(String name, ByteBuffer contents) {
    this.name = name;
    this.model = FlatTable.root(contents);
    this.subgraphs = model.tables(2);
    this.signatures = model.tables(7);
  }

  /**
   * Refuses what the runtime takes and does not survive.
   *
   * @throws ModelLoadException if there is such a thing
   */
  public void checkKnownCrashes() {
    Refusals.check(name, model);
  }

  /**
   * Whether a subgraph's state can be put back, or only a new interpreter is as one was at first.
   */
  public boolean needsNewInterpreters(Graph graph) {
    return Resources.needNewInterpreters(model, graph.subgraph);
  }

  /** Whether an operator turns floats into integers of 8 bits, or such integers into floats. */
  public boolean convertsEightBits() {
    List<FlatTable> codes = model.tables(1);
    for (FlatTable subgraph : subgraphs) {
      List<FlatTable> tensors = subgraph.tables(0);
      for (FlatTable each : subgraph.tables(3)) {
        int operator = operator(codes.get(each.integer(0, 0)));
        if (operator == DEQUANTIZE || operator == QUANTIZE) {
          DType from = Types.of(tensors.get(each.integers(1)[0]).octet(1));
          DType to = Types.of(tensors.get(each.integers(2)[0]).octet(1));
          if (isFloat(from) != isFloat(to) && (isEightBits(from) || isEightBits(to))) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static boolean isFloat(@Nullable DType dtype) {
    return dtype == DType.FLOAT32;
  }

  private static boolean isEightBits(@Nullable DType dtype) {
    return dtype == DType.INT8 || dtype == DType.UINT8;
  }

  /** The operator's number in the schema. */
  static int operator(FlatTable code) {
    return Math.max(code.octet(0), code.integer(3, 0));
  }

  /** The variables, descriptions and names in the file, by keys of our own. */
  public Map<String, String> metadata() {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("tflite.version", Integer.toString(model.integer(0, 0)));
    metadata.put("tflite.description", model.string(3));
    metadata.put("tflite.signatures", String.join(", ", signatureKeys()));
    List<String> entries = new ArrayList<>();
    for (FlatTable entry : model.tables(6)) {
      String key = entry.string(0);
      entries.add(key);
      if (key.equals("min_runtime_version")) {
        metadata.put("tflite.min_runtime_version", text(buffer(entry.integer(1, 0))));
      } else if (key.equals("TFLITE_METADATA")) {
        putAuthorship(buffer(entry.integer(1, 0)), metadata);
      }
    }
    metadata.put("tflite.metadata", String.join(", ", entries));
    metadata.values().removeIf(String::isEmpty);
    return metadata;
  }

  /** The model's own metadata, a flatbuffer within the flatbuffer that nobody has verified. */
  private static void putAuthorship(ByteBuffer contents, Map<String, String> metadata) {
    Map<String, String> authorship = new LinkedHashMap<>();
    try {
      FlatTable about = FlatTable.root(contents);
      authorship.put("name", about.string(0));
      authorship.put("description", about.string(1));
      authorship.put("version", about.string(2));
      authorship.put("author", about.string(4));
      authorship.put("license", about.string(5));
    } catch (IndexOutOfBoundsException e) {
      // Damaged or of another kind: the model runs without it.
      return;
    }
    metadata.putAll(authorship);
  }

  private ByteBuffer buffer(int index) {
    List<FlatTable> buffers = model.tables(4);
    return index < 0 || index >= buffers.size()
        ? ByteBuffer.allocate(0)
        : buffers.get(index).bytes(0);
  }

  private static String text(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    String text = new String(copy, StandardCharsets.UTF_8);
    int end = text.indexOf('\0');
    return end < 0 ? text : text.substring(0, end);
  }

  private List<String> signatureKeys() {
    List<String> keys = new ArrayList<>();
    for (FlatTable signature : signatures) {
      keys.add(signature.string(2));
    }
    return keys;
  }

  /**
   * The graph of a signature, or of the first subgraph where there are no signatures.
   *
   * @throws IllegalArgumentException if there is no such signature
   * @throws ModelLoadException if it has inputs that are no tensors of ours, needs what other
   *     signatures do, or cannot take another batch where that is asked for
   */
  public Graph graph(Settings settings) {
    FlatTable signature = signature(settings.signature);
    int index = signature == null ? 0 : signature.integer(4, 0);
    if (index < 0 || index >= subgraphs.size()) {
      throw damaged("it has no subgraph " + index);
    }
    FlatTable subgraph = subgraphs.get(index);
    List<String> refused = new ArrayList<>();
    List<Port> inputs = ports(subgraph, 1, signature, 0, refused);
    if (!refused.isEmpty()) {
      throw new ModelLoadException(name + " cannot be run: input " + refused.get(0));
    }
    List<Port> outputs = ports(subgraph, 2, signature, 1, refused);
    if (outputs.isEmpty()) {
      throw new ModelLoadException(name + " has no output that a tensor can hold: " + refused);
    }
    List<String> notes = new ArrayList<>();
    for (String each : refused) {
      notes.add("output " + each + "; it is left out");
    }
    boolean opens = settings.resizesBatch && isFixed(inputs);
    if (opens) {
      BatchAxis batch = new BatchAxis(model, subgraph);
      String obstacle = batch.obstacle();
      if (obstacle != null) {
        throw new ModelLoadException(
            name + " takes no other batch, as option tflite.resize=batch wants it to: " + obstacle);
      }
      inputs = batch.open(inputs);
      outputs = batch.open(outputs);
    }
    String key = signature == null ? null : signature.string(2);
    Graph graph = new Graph(key, index, inputs, outputs, Part.of(model, index), opens, notes);
    notes.addAll(SharedState.check(name, model, graph, settings.ownsState));
    return graph;
  }

  private static boolean isFixed(List<Port> inputs) {
    for (Port input : inputs) {
      if (!input.spec.shape().isStatic()) {
        return false;
      }
    }
    return true;
  }

  private @Nullable FlatTable signature(@Nullable String wanted) {
    List<String> keys = signatureKeys();
    if (wanted != null && !keys.contains(wanted)) {
      throw Settings.expected(
          "signature",
          keys.isEmpty() ? "none, as " + name + " has no signatures" : "one of " + keys,
          wanted);
    }
    int index = keys.indexOf(wanted == null ? DEFAULT_SIGNATURE : wanted);
    return signatures.isEmpty() ? null : signatures.get(Math.max(0, index));
  }

  /**
   * The inputs or outputs, in the subgraph's order.
   *
   * @param field where the subgraph lists them
   * @param signatureField where the signature names them; those that it does not are left out
   * @param refused takes which of them infer4j cannot pass, and why
   */
  private List<Port> ports(
      FlatTable subgraph,
      int field,
      @Nullable FlatTable signature,
      int signatureField,
      List<String> refused) {
    List<FlatTable> tensors = subgraph.tables(0);
    int[] indices = subgraph.integers(field);
    Map<Integer, List<String>> aliases = aliases(signature, signatureField);
    List<Port> ports = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < indices.length; i++) {
      int index = indices[i];
      if (index < 0 || index >= tensors.size()) {
        throw damaged("it has no tensor " + index);
      }
      FlatTable tensor = tensors.get(index);
      if (signature == null) {
        addPort(unused(tensor.string(3), i, names), tensor, index, i, ports, refused);
        continue;
      }
      List<String> named = aliases.remove(index);
      if (named != null) {
        for (String alias : named) {
          if (names.add(alias)) {
            addPort(alias, tensor, index, i, ports, refused);
          }
        }
      } else if (signatureField == 0) {
        // It could never be given a value, and the runtime would read whatever is in memory.
        throw damaged("its signature does not name input '" + tensor.string(3) + "'");
      }
    }
    return ports;
  }

  /** What a signature calls the tensors, by their places. */
  private static Map<Integer, List<String>> aliases(@Nullable FlatTable signature, int field) {
    Map<Integer, List<String>> aliases = new HashMap<>();
    if (signature != null) {
      for (FlatTable entry : signature.tables(field)) {
        Integer place = entry.integer(1, 0);
        List<String> named = aliases.get(place);
        if (named == null) {
          named = new ArrayList<>();
          aliases.put(place, named);
        }
        named.add(entry.string(0));
      }
    }
    return aliases;
  }

  /** The tensor's name, made different from those taken already. */
  private static String unused(String tensorName, int position, Set<String> taken) {
    String unused = tensorName.isEmpty() ? "tensor_" + position : tensorName;
    while (!taken.add(unused)) {
      unused = unused + "_" + position;
    }
    return unused;
  }

  private static void addPort(
      String portName,
      FlatTable tensor,
      int index,
      int position,
      List<Port> ports,
      List<String> refused) {
    DType dtype = Types.of(tensor.octet(1));
    if (dtype == null) {
      refused.add("'" + portName + "' is of a dtype that infer4j lacks: " + typeName(tensor));
      return;
    }
    TensorSpec spec = TensorSpec.of(portName, dtype, shape(tensor));
    Quantization quantization = quantization(tensor.table(4));
    if (quantization != null) {
      spec = spec.withQuantization(quantization);
    }
    ports.add(new Port(spec, index, position));
  }

  private static String typeName(FlatTable tensor) {
    return Types.name(tensor.octet(1));
  }

  private static Shape shape(FlatTable tensor) {
    int[] sizes = tensor.integers(7);
    if (sizes.length == 0) {
      sizes = tensor.integers(0);
    }
    long[] dims = new long[sizes.length];
    for (int i = 0; i < dims.length; i++) {
      dims[i] = Math.max(sizes[i], Shape.DYNAMIC);
    }
    return Shape.of(dims);
  }

  private static @Nullable Quantization quantization(@Nullable FlatTable said) {
    float[] scales = said == null ? new float[0] : said.floats(2);
    if (said == null || scales.length == 0) {
      return null;
    }
    long[] zeros = Arrays.copyOf(said.longs(3), scales.length);
    int[] zeroPoints = new int[zeros.length];
    for (int i = 0; i < zeros.length; i++) {
      zeroPoints[i] = (int) zeros[i];
    }
    return scales.length == 1
        ? Quantization.perTensor(scales[0], zeroPoints[0])
        : Quantization.perChannel(scales, zeroPoints, Math.max(0, said.integer(6, 0)));
  }

  private ModelLoadException damaged(String what) {
    return new ModelLoadException(name + " is damaged: " + what);
  }
}
