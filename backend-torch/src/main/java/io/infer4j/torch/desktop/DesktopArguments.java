package io.infer4j.torch.desktop;

import io.infer4j.DType;
import io.infer4j.InvalidInputException;
import io.infer4j.Tensor;
import io.infer4j.torch.script.ValueType;
import io.infer4j.torch.values.Part;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.ListType;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * What a method is given: tensors that are made once, over the inputs' memory, and numbers, texts,
 * tuples, lists and dicts that are made for each run, as they are not memory that can be shared.
 */
final class DesktopArguments implements AutoCloseable {
  /** What is the same in each run, and None where it is not. */
  private final IValueVector fixed;

  /** The arguments that are made for each run; null for one that is not. */
  private final List<@Nullable Part> made = new ArrayList<>();

  private boolean anyMade;
  private final List<@Nullable Tensor> inputs;

  /** By input, the tensors that lie in {@link #made}; null for others. */
  private final List<@Nullable IValue> tensors = new ArrayList<>();

  private final Map<String, Packer> packers;

  /** The Java memory that the tensors lie in, kept reachable. */
  private final List<ByteBuffer> memory = new ArrayList<>();

  /**
   * @param packers by path, one for each argument that is a tuple, list or dict
   */
  @SuppressWarnings("try") // The scope frees what is made within it.
  DesktopArguments(
      DesktopSchema schema,
      List<@Nullable Part> arguments,
      List<@Nullable Tensor> inputs,
      Map<String, Packer> packers) {
    this.inputs = inputs;
    this.packers = packers;
    for (int i = 0; i < inputs.size(); i++) {
      tensors.add(null);
    }
    try (PointerScope scope = new PointerScope()) {
      IValueVector values = new IValueVector();
      for (int i = 0; i < arguments.size(); i++) {
        Part part = arguments.get(i);
        IValue left = schema.defaultOf(i);
        boolean live = false;
        if (part == null || (left != null && !part.isGiven(inputs))) {
          if (left == null) {
            throw new IllegalStateException("no value for argument " + i);
          }
          values.push_back(left);
        } else if (part.isLeaf() && part.type.kind == ValueType.Kind.TENSOR) {
          values.push_back(tensor(part));
        } else {
          live = true;
          values.push_back(new IValue());
          prepare(part);
        }
        made.add(live ? part : null);
        anyMade |= live;
      }
      this.fixed = Natives.own(values);
    }
  }

  private void prepare(Part part) {
    for (Part leaf : part.leaves()) {
      boolean given = inputs.get(leaf.input) != null;
      if (!given && !leaf.type.optional) {
        throw new InvalidInputException(
            leaf.path, "a value, as others of the same argument are given", "none");
      }
      if (given && leaf.type.kind == ValueType.Kind.TENSOR) {
        tensors.set(leaf.input, Natives.own(tensor(leaf)));
      }
    }
  }

  private IValue tensor(Part leaf) {
    Tensor tensor = inputs.get(leaf.input);
    if (tensor == null) {
      throw new InvalidInputException(leaf.path, "a tensor", "none");
    }
    return new IValue(over(tensor, leaf.path));
  }

  /** A tensor of PyTorch's over the memory of ours, which has the size that its shape needs. */
  private org.bytedeco.pytorch.Tensor over(Tensor tensor, String name) {
    if (tensor.dtype() == DType.STRING) {
      throw new InvalidInputException(name, "a tensor of numbers", "strings, which PyTorch lacks");
    }
    TensorOptions options = new TensorOptions(ScalarTypes.of(tensor.dtype()));
    long[] dims = tensor.shape().dims();
    if (tensor.elements() == 0) {
      return torch.empty(dims, options, null);
    }
    ByteBuffer data = tensor.asBytes();
    long needed = (long) tensor.elements() * tensor.dtype().byteSize();
    Pointer address = new Pointer(data);
    if (!data.isDirect() || data.capacity() != needed || address.isNull()) {
      throw new InvalidInputException(
          name, needed + " bytes of direct memory", data.capacity() + " bytes: " + data);
    }
    memory.add(data);
    return torch.from_blob(address, dims, options);
  }

  /**
   * Puts them on the interpreter's stack for a run.
   *
   * @param copied whether tensors are copied, as the program may write to them or keep them
   */
  @SuppressWarnings("try") // The scope frees what is made within it.
  void fill(IValueVector stack, boolean copied) {
    stack.put(fixed);
    if (!copied && !anyMade) {
      return;
    }
    try (PointerScope scope = new PointerScope()) {
      for (int i = 0; i < made.size(); i++) {
        Part part = made.get(i);
        if (part != null) {
          stack.put(i, make(part, copied));
        } else if (copied) {
          // A default that is a list is the same in each run, too.
          stack.put(i, stack.get(i).deepcopy());
        }
      }
    }
  }

  private static IValue copy(IValue tensor) {
    return new IValue(tensor.toTensor().clone());
  }

  private IValue make(Part part, boolean copied) {
    if (part.isLeaf()) {
      return leaf(part, copied);
    }
    IValueVector leaves = new IValueVector();
    for (Part leaf : part.leaves()) {
      leaves.push_back(leaf(leaf, copied));
    }
    return Objects.requireNonNull(packers.get(part.path)).pack(leaves);
  }

  private IValue leaf(Part part, boolean copied) {
    IValue tensor = tensors.get(part.input);
    if (tensor != null) {
      return copied ? copy(tensor) : tensor;
    }
    Tensor given = inputs.get(part.input);
    if (given == null) {
      return new IValue();
    }
    if (part.type.kind != ValueType.Kind.LIST) {
      return scalar(part.type.kind, given, 0);
    }
    ValueType.Kind kind = part.type.inner.get(0).kind;
    GenericList list = new GenericList(listOf(kind).getElementType());
    for (int i = 0; i < given.elements(); i++) {
      list.push_back(scalar(kind, given, i));
    }
    return new IValue(list);
  }

  private static IValue scalar(ValueType.Kind kind, Tensor from, int index) {
    return switch (kind) {
      case INT ->
          new IValue(
              from.dtype() == DType.INT32
                  ? (long) from.asInts().get(index)
                  : from.asLongs().get(index));
      case FLOAT ->
          new IValue(
              from.dtype() == DType.FLOAT32
                  ? (double) from.asFloats().get(index)
                  : from.asDoubles().get(index));
      case BOOL -> new IValue(from.asBytes().get(index) != 0);
      default -> Packer.text(from.asStrings().get(index));
    };
  }

  private static ListType listOf(ValueType.Kind kind) {
    return switch (kind) {
      case INT -> ListType.ofInts();
      case FLOAT -> ListType.ofFloats();
      case BOOL -> ListType.ofBools();
      default -> ListType.ofStrings();
    };
  }

  @Override
  public void close() {
    for (IValue tensor : tensors) {
      Natives.free(tensor);
    }
    Natives.free(fixed);
  }
}
