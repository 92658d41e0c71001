package io.infer4j.torch.desktop;

import org.bytedeco.pytorch.FunctionSchema;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueOptional;
import org.bytedeco.pytorch.IntOptional;
import org.bytedeco.pytorch.JitNode;
import org.bytedeco.pytorch.SchemaArgument;
import org.bytedeco.pytorch.Type;
import org.bytedeco.pytorch.TypeArrayRef;
import org.bytedeco.pytorch.Value;
import org.bytedeco.pytorch.ValueArrayRef;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/** An operator in a graph, and what its schema and its constant arguments say of it. */
final class GraphNode {
  final JitNode node;
  final String kind;
  final ValueArrayRef inputs;
  final ValueArrayRef outputs;

  /** Null for what is no operator that is registered. */
  final @Nullable FunctionSchema schema;

  private final Switches switches;

  GraphNode(JitNode node, Switches switches) {
    this.node = node;
    this.switches = switches;
    this.kind = node.kind().toQualString().getString();
    this.inputs = node.inputs();
    this.outputs = node.outputs();
    FunctionSchema found = node.maybeSchema();
    this.schema = found == null || found.isNull() ? null : found;
  }

  /** Whether it is something whose schema can be believed as to what it writes to. */
  boolean isKnown() {
    return Operators.isStructure(kind)
        || kind.equals("prim::SetAttr")
        || (schema != null && Operators.isBuiltIn(kind));
  }

  /** The argument of that name, null if it has none. */
  @Nullable Value argument(String name) {
    if (schema == null) {
      return null;
    }
    IntOptional index = schema.argumentIndexWithName(name);
    return index.has_value() && index.get() < inputs.size() ? inputs.at(index.get()) : null;
  }

  /** Whether it has a switch of that name which is not known to be off. */
  boolean mayBeOn(String name) {
    Value value = argument(name);
    if (value == null) {
      return false;
    }
    Boolean known = switches.known(value);
    if (known != null) {
      return known;
    }
    IValue constant = constant(value);
    return constant == null || (constant.isDouble() && constant.toDouble() != 0);
  }

  /** Whether its schema says that it writes to that input, or its switches do. */
  boolean writes(int input) {
    if (kind.equals("prim::SetAttr")) {
      return input == 0;
    }
    if (schema == null) {
      return false;
    }
    boolean declared =
        schema.is_mutable()
            && (schema.is_vararg()
                || schema.is_mutable(new SchemaArgument(torch.SchemaArgType.input, input)));
    return declared || (input == 0 && mayBeOn("inplace"));
  }

  /** Whether it keeps statistics of its input in an argument, which its schema does not say. */
  boolean trains() {
    return kind.contains("batch_norm_")
        || mayBeOn("training")
        || mayBeOn("train")
        || mayBeOn("use_input_stats");
  }

  /** Whether it gives something else each time. */
  boolean isRandom() {
    return node.isNondeterministic()
        || argument("generator") != null
        || mayBeOn("training")
        || mayBeOn("train")
        || mayBeOn("dropout_p");
  }

  /** Whether the dtype of what it gives depends on a value that only a run knows. */
  boolean choosesDtype() {
    Value dtype = argument("dtype");
    if (dtype != null && constant(dtype) == null && !isDtypeOfTensor(dtype)) {
      return true;
    }
    boolean container = false;
    boolean chosen = false;
    for (long i = 0; i < inputs.size(); i++) {
      Type type = inputs.at(i).type().get();
      boolean holds = holdsTensors(type);
      container |= holds && type.kind().intern() != torch.TypeKind.TensorType;
      chosen |= !holds && constant(inputs.at(i)) == null;
    }
    return container && chosen && !kind.equals("aten::cat") && !kind.equals("aten::stack");
  }

  private static boolean isDtypeOfTensor(Value value) {
    return value.node().kind().toQualString().getString().equals("prim::dtype");
  }

  /** The value if it is the same in each run, else null. */
  static @Nullable IValue constant(Value value) {
    IValueOptional constant = torch.toIValue(value);
    return constant.has_value() ? constant.get() : null;
  }

  /** Whether what is done to a value of this type may be seen through another. */
  static boolean canBeShared(Type type) {
    return switch (type.kind().intern()) {
      case ListType, DictType -> true;
      case TupleType, OptionalType, FutureType, AwaitType, UnionType -> canBeSharedWithin(type);
      default -> holdsTensors(type);
    };
  }

  private static boolean canBeSharedWithin(Type type) {
    TypeArrayRef contained = type.containedTypes();
    for (long i = 0; i < contained.size(); i++) {
      if (canBeShared(contained.at(i).get())) {
        return true;
      }
    }
    return false;
  }

  /** Whether it changes a tensor that it is given first, and gives just that. */
  boolean isInPlace() {
    return kind.endsWith("_")
        && !Operators.replaces(kind)
        && outputs.size() == 1
        && isTensor(outputs.at(0))
        && isTensor(inputs.at(0))
        && isKnown()
        && writes(0);
  }

  /** Whether it puts what it is given into the container that is its first input. */
  boolean stores() {
    return Operators.stores(kind) || (kind.equals("aten::add_") && !isTensor(inputs.at(0)));
  }

  static boolean isTensor(Value value) {
    return value.type().get().kind().intern() == torch.TypeKind.TensorType;
  }

  /** Whether a value of this type may be, or lead to, a tensor. */
  static boolean holdsTensors(Type type) {
    return switch (type.kind().intern()) {
      case NumberType, FloatType, ComplexType, IntType, NoneType, StringType, GeneratorType ->
          false;
      case BoolType, DeviceObjType, StreamObjType, FunctionType, QSchemeType -> false;
      case ScalarTypeType, LayoutType, MemoryFormatType, SymIntType, SymFloatType -> false;
      case SymBoolType, EnumType -> false;
      case ListType, DictType, TupleType, OptionalType, FutureType, AwaitType -> contains(type);
      default -> true;
    };
  }

  private static boolean contains(Type type) {
    TypeArrayRef contained = type.containedTypes();
    for (long i = 0; i < contained.size(); i++) {
      if (holdsTensors(contained.at(i).get())) {
        return true;
      }
    }
    return false;
  }
}
