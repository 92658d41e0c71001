package io.infer4j.torch.android;

import io.infer4j.DType;
import io.infer4j.InvalidInputException;
import io.infer4j.RunFailedException;
import io.infer4j.Tensor;
import io.infer4j.torch.script.Argument;
import io.infer4j.torch.script.LiteMethod;
import io.infer4j.torch.script.ValueType;
import io.infer4j.torch.values.Part;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pytorch.IValue;

/**
 * What a method is given: tensors over the inputs' memory, or over copies of it where the program
 * may touch them, and numbers, texts, tuples, lists and dicts, which are read for each run.
 */
final class AndroidArguments {
  private final AndroidModule module;
  private final List<@Nullable Tensor> inputs;

  /** By input; null for one that is no tensor of PyTorch's. */
  private final org.pytorch.@Nullable Tensor[] tensors;

  /** The arguments that are made for each run; null for one that is not. */
  private final List<@Nullable Part> made = new ArrayList<>();

  private final IValue[] values;

  /** What is copied before a run, each to the one at its place in {@link #copies}. */
  private final List<ByteBuffer> originals = new ArrayList<>();

  private final List<ByteBuffer> copies = new ArrayList<>();

  AndroidArguments(
      AndroidModule module,
      LiteMethod method,
      List<@Nullable Part> parts,
      List<@Nullable Tensor> inputs,
      boolean copied) {
    this.module = module;
    this.inputs = inputs;
    this.tensors = new org.pytorch.Tensor[inputs.size()];
    List<Argument> arguments = method.schema.arguments;
    List<@Nullable IValue> all = new ArrayList<>();
    int given = 0;
    for (int i = 0; i < arguments.size(); i++) {
      Part part = parts.get(i);
      Argument argument = arguments.get(i);
      if (part == null || (argument.isOptional() && !part.isGiven(inputs))) {
        all.add(constant(argument, method.defaultOf(i)));
        made.add(null);
        continue;
      }
      prepare(part, copied);
      boolean plain = part.isLeaf() && part.type.kind == ValueType.Kind.TENSOR;
      made.add(plain ? null : part);
      all.add(value(part));
      given = all.size();
    }
    // What comes after the last input is left to the runtime, which knows all kinds of defaults.
    for (int i = given; i < all.size(); i++) {
      given = arguments.get(i).hasDefault ? given : i + 1;
    }
    this.values = new IValue[given];
    for (int i = 0; i < given; i++) {
      IValue value = all.get(i);
      if (value == null) {
        throw new RunFailedException(
            "the default of argument '"
                + arguments.get(i).name
                + ": "
                + arguments.get(i).type
                + "' cannot be passed on by this binding of PyTorch, as an input comes after it");
      }
      values[i] = value;
    }
  }

  /** The value of an argument that is no input; null if the API cannot pass it on. */
  private static @Nullable IValue constant(Argument argument, @Nullable Object value) {
    if (value == null) {
      if (!argument.isOptional()) {
        throw new InvalidInputException(argument.name, "a tensor", "none");
      }
      return IValue.optionalNull();
    }
    if (value instanceof Long number) {
      return IValue.from(number.longValue());
    }
    if (value instanceof Double number) {
      return IValue.from(number.doubleValue());
    }
    if (value instanceof Boolean bool) {
      return IValue.from(bool.booleanValue());
    }
    return value instanceof String text ? IValue.from(text) : null;
  }

  private void prepare(Part part, boolean copied) {
    for (Part leaf : part.leaves()) {
      Tensor given = inputs.get(leaf.input);
      if (given == null && !leaf.type.optional) {
        throw new InvalidInputException(
            leaf.path, "a value, as others of the same argument are given", "none");
      }
      if (given != null && leaf.type.kind == ValueType.Kind.TENSOR) {
        tensors[leaf.input] = over(given, leaf.path, copied);
      }
    }
  }

  private org.pytorch.Tensor over(Tensor tensor, String name, boolean copied) {
    DType dtype = tensor.dtype();
    if (!AndroidTypes.all().contains(dtype)) {
      throw new InvalidInputException(
          name, "one of the types that PyTorch for Android has " + AndroidTypes.all(), "" + dtype);
    }
    ByteBuffer data = tensor.asBytes();
    long needed = (long) tensor.elements() * dtype.byteSize();
    if (!data.isDirect() || data.capacity() != needed) {
      throw new InvalidInputException(
          name, needed + " bytes of direct memory", data.capacity() + " bytes: " + data);
    }
    if (copied) {
      originals.add(data);
      data = module.borrow(data.capacity());
      copies.add(data);
    }
    return AndroidTypes.over(data, dtype, tensor.shape().dims());
  }

  /** As the inputs are now. */
  IValue[] read() {
    for (int i = 0; i < copies.size(); i++) {
      ((Buffer) originals.get(i)).clear();
      ((Buffer) copies.get(i)).clear();
      copies.get(i).put(originals.get(i));
    }
    for (int i = 0; i < values.length; i++) {
      Part part = made.get(i);
      if (part != null) {
        values[i] = value(part);
      }
    }
    return values;
  }

  private IValue value(Part part) {
    if (part.isLeaf()) {
      org.pytorch.Tensor tensor = tensors[part.input];
      Tensor given = inputs.get(part.input);
      return tensor != null
          ? IValue.from(tensor)
          : given == null ? IValue.optionalNull() : plain(part.type, given);
    }
    if (part.type.kind == ValueType.Kind.DICT) {
      return dict(part);
    }
    IValue[] all = new IValue[part.parts.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = value(part.parts.get(i));
    }
    if (part.type.kind == ValueType.Kind.TUPLE) {
      return IValue.tupleFrom(all);
    }
    ValueType inner = part.type.inner.get(0);
    if (inner.kind != ValueType.Kind.TENSOR || inner.optional) {
      return IValue.listFrom(all);
    }
    org.pytorch.Tensor[] list = new org.pytorch.Tensor[all.length];
    for (int i = 0; i < list.length; i++) {
      list[i] = all[i].toTensor();
    }
    return IValue.listFrom(list);
  }

  private IValue dict(Part part) {
    Map<String, IValue> byText = new HashMap<>();
    Map<Long, IValue> byNumber = new HashMap<>();
    boolean numbers = part.type.inner.get(0).kind == ValueType.Kind.INT;
    for (Part entry : part.parts) {
      if (numbers) {
        byNumber.put(Long.valueOf(entry.key), value(entry));
      } else {
        byText.put(entry.key, value(entry));
      }
    }
    return numbers ? IValue.dictLongKeyFrom(byNumber) : IValue.dictStringKeyFrom(byText);
  }

  private static IValue plain(ValueType type, Tensor from) {
    if (type.kind != ValueType.Kind.LIST) {
      return scalar(type.kind, from, 0);
    }
    ValueType.Kind kind = type.inner.get(0).kind;
    int length = from.elements();
    switch (kind) {
      case INT -> {
        return IValue.listFrom(from.to(DType.INT64).toLongs());
      }
      case FLOAT -> {
        double[] all = new double[length];
        for (int i = 0; i < length; i++) {
          all[i] = scalar(kind, from, i).toDouble();
        }
        return IValue.listFrom(all);
      }
      case BOOL -> {
        boolean[] all = new boolean[length];
        for (int i = 0; i < length; i++) {
          all[i] = from.asBytes().get(i) != 0;
        }
        return IValue.listFrom(all);
      }
      default -> {
        IValue[] all = new IValue[length];
        for (int i = 0; i < length; i++) {
          all[i] = scalar(kind, from, i);
        }
        return IValue.listFrom(all);
      }
    }
  }

  private static IValue scalar(ValueType.Kind kind, Tensor from, int index) {
    return switch (kind) {
      case INT ->
          IValue.from(
              from.dtype() == DType.INT32
                  ? (long) from.asInts().get(index)
                  : from.asLongs().get(index));
      case FLOAT ->
          IValue.from(
              from.dtype() == DType.FLOAT32
                  ? (double) from.asFloats().get(index)
                  : from.asDoubles().get(index));
      case BOOL -> IValue.from(from.asBytes().get(index) != 0);
      default -> IValue.from(from.asStrings().get(index));
    };
  }

  void close() {
    module.giveBack(copies);
  }
}
