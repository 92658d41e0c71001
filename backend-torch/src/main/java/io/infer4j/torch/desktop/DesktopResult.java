package io.infer4j.torch.desktop;

import io.infer4j.DType;
import io.infer4j.RunFailedException;
import io.infer4j.torch.values.OutputSlot;
import io.infer4j.torch.values.ValueNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.GenericDict;
import org.bytedeco.pytorch.GenericDictIterator;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorImpl;
import org.bytedeco.pytorch.TupleElements;
import org.bytedeco.pytorch.TypeMeta;
import org.bytedeco.pytorch.global.torch;

/** Copies what a method has returned to where it belongs. */
final class DesktopResult {
  private final boolean fixedTypes;

  /**
   * @param fixedTypes whether a result's dtype follows from those of the inputs, so that it need
   *     not be asked for after each run: the answer is an object
   */
  DesktopResult(boolean fixedTypes) {
    this.fixedTypes = fixedTypes;
  }

  @SuppressWarnings("try") // The scope frees what is made within it.
  void read(IValue value, ValueNode node) {
    if (value.isTensor()) {
      tensor(value, node);
    } else {
      try (PointerScope scope = new PointerScope()) {
        nested(value, node);
      }
    }
  }

  private void nested(IValue value, ValueNode node) {
    if (value.isTensor()) {
      tensor(value, node);
    } else if (value.isTuple()) {
      TupleElements elements = value.toTupleRef().elements();
      for (int i = 0; i < elements.size(); i++) {
        nested(elements.get(i), node.child(i));
      }
    } else if (value.isList()) {
      GenericList list = value.toList();
      for (int i = 0; i < list.size(); i++) {
        nested(list.get(i), node.child(i));
      }
    } else if (value.isGenericDict()) {
      GenericDict dict = value.toGenericDict();
      GenericDictIterator entry = dict.begin();
      for (long left = dict.size(); left > 0; left--) {
        nested(entry.access().value(), node.child(key(entry.access().key(), node)));
        entry.increment();
      }
    } else if (value.isInt()) {
      scalar(node, DType.INT64).putLong(0, value.toInt());
    } else if (value.isDouble()) {
      scalar(node, DType.FLOAT64).putDouble(0, value.toDouble());
    } else if (value.isBool()) {
      scalar(node, DType.BOOL).put(0, (byte) (value.toBool() ? 1 : 0));
    } else if (!value.isNone()) {
      throw new RunFailedException(
          "output '"
              + node.name()
              + "': expected a tensor, a number or a tuple, list or dict of such, the model gave "
              + value.tagKind().getString());
    }
  }

  private static String key(IValue key, ValueNode node) {
    if (key.isString()) {
      // Null is how JavaCPP gives an empty text.
      BytePointer text = key.toStringRef();
      return text == null ? "" : text.getString(StandardCharsets.UTF_8);
    }
    if (key.isInt()) {
      return String.valueOf(key.toInt());
    }
    throw new RunFailedException(
        "output '"
            + node.name()
            + "' is a dict: expected keys that are str or int, the model gave "
            + key.tagKind().getString());
  }

  private static ByteBuffer scalar(ValueNode node, DType dtype) {
    OutputSlot slot = node.leaf();
    return slot.fits(dtype, 0) ? slot.memory() : slot.reallocate(dtype);
  }

  @SuppressWarnings("try") // The scope frees what is made within it.
  private void tensor(IValue value, ValueNode node) {
    TensorImpl tensor = value.unsafeToTensorImpl();
    if (isPlain(tensor) && tensor.is_contiguous()) {
      copy(tensor, node);
      return;
    }
    try (PointerScope scope = new PointerScope()) {
      Tensor plain = value.toTensor();
      if (!plain.defined()) {
        throw new RunFailedException("output '" + node.name() + "' is an undefined tensor");
      }
      if (tensor.is_nested()) {
        throw new RunFailedException(
            "output '" + node.name() + "' is a nested tensor, whose rows have sizes of their own");
      }
      if (plain.is_quantized()) {
        plain = plain.dequantize();
      }
      if (!plain.has_storage()) {
        plain = plain.to_dense();
      }
      if (tensor._is_zerotensor()) {
        plain = plain.clone();
      }
      copy(plain.cpu().resolve_conj().resolve_neg().contiguous().unsafeGetTensorImpl(), node);
    }
  }

  /** Whether its elements lie in memory as they are. */
  private static boolean isPlain(TensorImpl tensor) {
    return tensor.is_cpu()
        && !tensor.is_neg()
        && !tensor.is_conj()
        && !tensor.is_quantized()
        && tensor.has_storage()
        && !tensor.is_nested()
        && !tensor._is_zerotensor();
  }

  private void copy(TensorImpl tensor, ValueNode node) {
    OutputSlot slot = node.leaf();
    DType known = fixedTypes && slot.address != null ? slot.dtype() : null;
    DType dtype =
        known != null && known.byteSize() == tensor.itemsize() ? known : dtype(tensor, node);
    int rank = (int) tensor.dim();
    boolean fits = slot.fits(dtype, rank);
    for (int i = 0; fits && i < rank; i++) {
      fits = slot.dim(i) == tensor.size(i);
    }
    ByteBuffer target = fits ? slot.memory() : slot.reallocate(dtype, dims(tensor, rank));
    if (target.capacity() > 0) {
      Pointer.memcpy(address(slot, target), tensor.data(), target.capacity());
    }
  }

  /** The memory's address, found once. */
  private static Pointer address(OutputSlot slot, ByteBuffer memory) {
    if (slot.address instanceof Pointer known) {
      return known;
    }
    Pointer address = new Pointer(memory);
    slot.address = address;
    return address;
  }

  private static long[] dims(TensorImpl tensor, int rank) {
    long[] dims = new long[rank];
    for (int i = 0; i < rank; i++) {
      dims[i] = tensor.size(i);
    }
    return dims;
  }

  private static DType dtype(TensorImpl tensor, ValueNode node) {
    torch.ScalarType type;
    try (TypeMeta meta = tensor.dtype()) {
      type = meta.toScalarType().intern();
    }
    DType dtype = ScalarTypes.of(type);
    if (dtype == null) {
      throw new RunFailedException(
          "output '" + node.name() + "' is of PyTorch's type " + type + ", which infer4j lacks");
    }
    return dtype;
  }
}
