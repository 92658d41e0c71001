package io.infer4j.torch;

import io.infer4j.DType;
import io.infer4j.InferenceException;
import io.infer4j.InvalidInputException;
import io.infer4j.Tensor;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pytorch.IValue;

/** Arguments over the inputs' memory, or over copies of it where the program may touch them. */
final class AndroidCall implements NativeCall {
  private final AndroidModule module;
  private final IValue[] values;

  /** What is copied before a run, each to the one at its place in {@link #copies}. */
  private final List<ByteBuffer> originals = new ArrayList<>();

  private final List<ByteBuffer> copies = new ArrayList<>();

  AndroidCall(
      AndroidModule module, LiteMethod method, List<@Nullable Tensor> inputs, boolean copied) {
    this.module = module;
    List<IValue> all = new ArrayList<>();
    int given = 0;
    int next = 0;
    List<Argument> arguments = method.schema.arguments;
    for (int i = 0; i < arguments.size(); i++) {
      Tensor tensor = arguments.get(i).isTensor() ? inputs.get(next++) : null;
      if (tensor == null) {
        all.add(constant(arguments.get(i), method.defaultOf(i)));
      } else {
        all.add(IValue.from(over(tensor, arguments.get(i).name, copied)));
        given = all.size();
      }
    }
    // What comes after the last input is left to the runtime, which knows all kinds of defaults.
    for (int i = given; i < all.size(); i++) {
      given = arguments.get(i).hasDefault ? given : i + 1;
    }
    this.values = all.subList(0, given).toArray(new IValue[0]);
    for (int i = 0; i < values.length; i++) {
      if (values[i] == null) {
        throw new InferenceException(
            "the default of argument '"
                + arguments.get(i).name
                + ": "
                + arguments.get(i).type
                + "' cannot be passed on by this binding of PyTorch, as an input comes after it");
      }
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

  @Override
  public void run(ValueNode result) {
    module.run(this, values, result);
  }

  /** Before each run. */
  void copyInputs() {
    for (int i = 0; i < copies.size(); i++) {
      ((Buffer) originals.get(i)).clear();
      ((Buffer) copies.get(i)).clear();
      copies.get(i).put(originals.get(i));
    }
  }

  @Override
  public void close() {
    module.giveBack(copies);
  }
}
