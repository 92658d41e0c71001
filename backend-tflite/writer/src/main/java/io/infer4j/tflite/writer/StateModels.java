package io.infer4j.tflite.writer;

import io.infer4j.DType;
import io.infer4j.Tensor;
import java.util.Map;
import java.util.Objects;
import org.tensorflow.lite.schema.ActivationFunctionType;
import org.tensorflow.lite.schema.AssignVariableOptionsT;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.BuiltinOptionsUnion;
import org.tensorflow.lite.schema.CallOnceOptionsT;
import org.tensorflow.lite.schema.ModelT;
import org.tensorflow.lite.schema.OperatorCodeT;
import org.tensorflow.lite.schema.OperatorT;
import org.tensorflow.lite.schema.RNNOptionsT;
import org.tensorflow.lite.schema.RandomOptionsT;
import org.tensorflow.lite.schema.ReadVariableOptionsT;
import org.tensorflow.lite.schema.SubGraphT;
import org.tensorflow.lite.schema.TensorT;
import org.tensorflow.lite.schema.TensorType;
import org.tensorflow.lite.schema.VarHandleOptionsT;

/**
 * Models that keep something from run to run. Their operators are written as custom ones of these
 * names, which {@link #finish} turns into the schema's.
 */
final class StateModels {
  private static final String RNN = "Rnn";
  private static final String HANDLE = "VarHandle";
  private static final String READ = "ReadVariable";
  private static final String ASSIGN = "AssignVariable";
  private static final String CALL_ONCE = "CallOnce";
  private static final String RANDOM = "RandomUniform";

  private static final Map<String, Integer> CODES =
      Map.of(
          RNN, BuiltinOperator.RNN,
          HANDLE, BuiltinOperator.VAR_HANDLE,
          READ, BuiltinOperator.READ_VARIABLE,
          ASSIGN, BuiltinOperator.ASSIGN_VARIABLE,
          CALL_ONCE, BuiltinOperator.CALL_ONCE,
          RANDOM, BuiltinOperator.RANDOM_UNIFORM);

  private StateModels() {}

  /** A recurrent network with one unit, whose state is a variable tensor. */
  static ModelT counter(String output) {
    return finish(new TfliteModel(counter("main", "", output)), 0);
  }

  /** Two of them, behind the signatures "first" and "second". */
  static ModelT twoCounters() {
    return finish(new TfliteModel(counter("a", "first", "y"), counter("b", "second", "y")), 0);
  }

  private static TfliteGraph counter(String name, String signature, String output) {
    TfliteGraph graph = new TfliteGraph(name);
    Value x = graph.input("x", DType.FLOAT32, 1, 1);
    Value weights = graph.constant(Tensor.of(new float[] {1}, 1, 1));
    Value recurrent = graph.constant(Tensor.of(new float[] {1}, 1, 1));
    Value bias = graph.constant(Tensor.of(new float[] {0}, 1));
    Value state = graph.constant(Tensor.of(new float[] {0}, 1, 1)).named("state");
    Value y =
        graph.custom(RNN, DType.FLOAT32, new long[] {1, 1}, x, weights, recurrent, bias, state);
    graph.output(output, y);
    if (!signature.isEmpty()) {
      graph.signature(signature).input("x", x).output("y", y);
    }
    return graph;
  }

  /** {@code x} and a number from a generator with a seed. */
  static ModelT noise() {
    TfliteGraph graph = new TfliteGraph();
    Value x = graph.input("x", DType.FLOAT32, 2);
    Value shape = graph.constant(Tensor.of(new int[] {2}, 1));
    graph.output("y", graph.add(x, graph.custom(RANDOM, DType.FLOAT32, new long[] {2}, shape)));
    return finish(new TfliteModel(graph), 0);
  }

  /** One variable: "train" adds to it, "infer" reads it, "init" sets it. */
  static ModelT variable() {
    return finish(new TfliteModel(train(false), infer(false), init()), 0);
  }

  /** The same without "init": each of the others sets it to 1 before its first run. */
  static ModelT variableOfOne() {
    TfliteGraph once = new TfliteGraph("once");
    assign(once, handle(once), once.constant(Tensor.of(new float[] {1}, 1)));
    once.output("nothing", once.constant(Tensor.of(new float[] {0}, 1)));
    ModelT model = finish(new TfliteModel(train(true), infer(true), once), 2);
    model.getSubgraphs()[2].setOutputs(new int[0]);
    return model;
  }

  private static TfliteGraph train(boolean once) {
    TfliteGraph graph = new TfliteGraph("train");
    Value x = graph.input("x", DType.FLOAT32, 1);
    Value handle = begin(graph, once);
    Value total = graph.add(read(graph, handle), x);
    assign(graph, handle, total);
    graph.output("total", total);
    graph.signature("train").input("x", x).output("total", total);
    return graph;
  }

  private static TfliteGraph infer(boolean once) {
    TfliteGraph graph = new TfliteGraph("infer");
    Value x = graph.input("x", DType.FLOAT32, 1);
    Value total = graph.add(read(graph, begin(graph, once)), x);
    graph.output("total", total);
    graph.signature("infer").input("x", x).output("total", total);
    return graph;
  }

  private static TfliteGraph init() {
    TfliteGraph graph = new TfliteGraph("init");
    Value x = graph.input("x", DType.FLOAT32, 1);
    assign(graph, handle(graph), x);
    Value twice = graph.add(x, x);
    graph.output("twice", twice);
    graph.signature("init").input("x", x).output("twice", twice);
    return graph;
  }

  private static Value begin(TfliteGraph graph, boolean once) {
    if (once) {
      graph.custom(CALL_ONCE, DType.FLOAT32, new long[] {1}).named("nothing called");
    }
    return handle(graph);
  }

  private static Value handle(TfliteGraph graph) {
    return graph.custom(HANDLE, DType.INT32, new long[] {}).named("handle");
  }

  private static Value read(TfliteGraph graph, Value handle) {
    return graph.custom(READ, DType.FLOAT32, new long[] {1}, handle);
  }

  private static void assign(TfliteGraph graph, Value handle, Value value) {
    graph.custom(ASSIGN, DType.FLOAT32, new long[] {1}, handle, value).named("nothing assigned");
  }

  private static ModelT finish(TfliteModel written, int once) {
    ModelT model = written.toSchema();
    String[] names = new String[model.getOperatorCodes().length];
    for (int i = 0; i < names.length; i++) {
      OperatorCodeT code = model.getOperatorCodes()[i];
      names[i] = code.getCustomCode();
      if (names[i] != null) {
        code.setBuiltinCode(Objects.requireNonNull(CODES.get(names[i])));
        code.setDeprecatedBuiltinCode((byte) Math.min(127, code.getBuiltinCode()));
        code.setCustomCode(null);
      }
    }
    for (SubGraphT graph : model.getSubgraphs()) {
      for (TensorT tensor : graph.getTensors()) {
        if (tensor.getName().equals("state")) {
          tensor.setIsVariable(true);
          tensor.setBuffer(0);
        } else if (tensor.getName().equals("handle")) {
          tensor.setType(TensorType.RESOURCE);
        }
      }
      for (OperatorT operator : graph.getOperators()) {
        String name = names[(int) operator.getOpcodeIndex()];
        if (name != null) {
          finish(operator, name, once);
        }
      }
    }
    return model;
  }

  private static void finish(OperatorT operator, String name, int once) {
    if (name.equals(ASSIGN) || name.equals(CALL_ONCE)) {
      operator.setOutputs(new int[0]);
    }
    BuiltinOptionsUnion union = new BuiltinOptionsUnion();
    switch (name) {
      case RNN -> {
        RNNOptionsT options = new RNNOptionsT();
        options.setFusedActivationFunction(ActivationFunctionType.RELU);
        set(union, BuiltinOptions.RNNOptions, options);
      }
      case HANDLE -> {
        VarHandleOptionsT options = new VarHandleOptionsT();
        options.setContainer("");
        options.setSharedName("total");
        set(union, BuiltinOptions.VarHandleOptions, options);
      }
      case CALL_ONCE -> {
        CallOnceOptionsT options = new CallOnceOptionsT();
        options.setInitSubgraphIndex(once);
        set(union, BuiltinOptions.CallOnceOptions, options);
      }
      case RANDOM -> {
        RandomOptionsT options = new RandomOptionsT();
        options.setSeed(1);
        options.setSeed2(2);
        set(union, BuiltinOptions.RandomOptions, options);
      }
      case READ -> set(union, BuiltinOptions.ReadVariableOptions, new ReadVariableOptionsT());
      default -> set(union, BuiltinOptions.AssignVariableOptions, new AssignVariableOptionsT());
    }
    operator.setBuiltinOptions(union);
  }

  private static void set(BuiltinOptionsUnion union, byte type, Object options) {
    union.setType(type);
    union.setValue(options);
  }
}
