package io.infer4j.torch.android;

import io.infer4j.DType;
import io.infer4j.RunFailedException;
import io.infer4j.torch.values.OutputSlot;
import io.infer4j.torch.values.ValueNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.TreeMap;
import org.pytorch.IValue;
import org.pytorch.MemoryFormat;
import org.pytorch.Tensor;

/** Copies what a method has returned to where it belongs. */
final class AndroidResult {
  private AndroidResult() {}

  static void read(IValue value, ValueNode node) {
    if (value.isTensor()) {
      tensor(value.toTensor(), node);
    } else if (value.isTuple()) {
      all(value.toTuple(), node);
    } else if (value.isTensorList()) {
      Tensor[] list = value.toTensorList();
      for (int i = 0; i < list.length; i++) {
        tensor(list[i], node.child(i));
      }
    } else if (value.isList()) {
      all(value.toList(), node);
    } else if (value.isDictStringKey()) {
      dict(value.toDictStringKey(), node);
    } else if (value.isDictLongKey()) {
      dict(value.toDictLongKey(), node);
    } else if (!value.isNull()) {
      plain(value, node);
    }
  }

  private static void all(IValue[] values, ValueNode node) {
    for (int i = 0; i < values.length; i++) {
      read(values[i], node.child(i));
    }
  }

  /** The API gives a HashMap: in which order the model made the entries is lost. */
  private static void dict(Map<?, IValue> entries, ValueNode node) {
    for (Map.Entry<?, IValue> entry : new TreeMap<Object, IValue>(entries).entrySet()) {
      String key = String.valueOf(entry.getKey());
      read(entry.getValue(), entries.size() == 1 ? node.child(key) : node.unorderedChild(key));
    }
  }

  private static void plain(IValue value, ValueNode node) {
    if (value.isLong()) {
      scalar(node, DType.INT64).putLong(0, value.toLong());
    } else if (value.isDouble()) {
      scalar(node, DType.FLOAT64).putDouble(0, value.toDouble());
    } else if (value.isBool()) {
      scalar(node, DType.BOOL).put(0, (byte) (value.toBool() ? 1 : 0));
    } else if (value.isLongList()) {
      long[] list = value.toLongList();
      for (int i = 0; i < list.length; i++) {
        scalar(node.child(i), DType.INT64).putLong(0, list[i]);
      }
    } else if (value.isDoubleList()) {
      double[] list = value.toDoubleList();
      for (int i = 0; i < list.length; i++) {
        scalar(node.child(i), DType.FLOAT64).putDouble(0, list[i]);
      }
    } else if (value.isBoolList()) {
      boolean[] list = value.toBoolList();
      for (int i = 0; i < list.length; i++) {
        scalar(node.child(i), DType.BOOL).put(0, (byte) (list[i] ? 1 : 0));
      }
    } else {
      throw new RunFailedException(
          "output '"
              + node.name()
              + "': expected a tensor, a number or a tuple, list or dict of such, the model gave "
              + (value.isString() ? "String" : "something else"));
    }
  }

  private static ByteBuffer scalar(ValueNode node, DType dtype) {
    OutputSlot slot = node.leaf();
    return slot.fits(dtype, 0) ? slot.memory() : slot.reallocate(dtype);
  }

  private static void tensor(Tensor tensor, ValueNode node) {
    OutputSlot slot = node.leaf();
    DType dtype = AndroidTypes.of(tensor.dtype());
    long[] dims = tensor.shape();
    ByteBuffer memory = fits(slot, dtype, dims) ? slot.memory() : slot.reallocate(dtype, dims);
    if (tensor.memoryFormat() == MemoryFormat.CONTIGUOUS) {
      AndroidTypes.copy(tensor, dtype, memory);
      return;
    }
    ByteBuffer raw = ByteBuffer.allocate(memory.capacity()).order(ByteOrder.nativeOrder());
    AndroidTypes.copy(tensor, dtype, raw);
    channelsFirst(raw, dims, dtype.byteSize(), memory);
  }

  private static boolean fits(OutputSlot slot, DType dtype, long[] dims) {
    boolean fits = slot.fits(dtype, dims.length);
    for (int i = 0; fits && i < dims.length; i++) {
      fits = slot.dim(i) == dims[i];
    }
    return fits;
  }

  /**
   * PyTorch says the shape as if channels came first, and gives them last where that is how they
   * lie in its memory.
   */
  private static void channelsFirst(ByteBuffer from, long[] dims, int size, ByteBuffer to) {
    int channels = (int) dims[1];
    int inside = size;
    for (int i = 2; i < dims.length; i++) {
      inside *= (int) dims[i];
    }
    int at = 0;
    for (int image = 0; image < to.capacity(); image += channels * inside) {
      for (int channel = 0; channel < channels; channel++) {
        for (int i = 0; i < inside; i += size) {
          int source = image + i * channels + channel * size;
          switch (size) {
            case 1 -> to.put(at, from.get(source));
            case 4 -> to.putInt(at, from.getInt(source));
            default -> to.putLong(at, from.getLong(source));
          }
          at += size;
        }
      }
    }
  }
}
