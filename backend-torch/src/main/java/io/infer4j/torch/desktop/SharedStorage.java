package io.infer4j.torch.desktop;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bytedeco.pytorch.GenericDict;
import org.bytedeco.pytorch.GenericDictIterator;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Storage;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.attribute_iterator;

/**
 * Attributes of a module that lie in the same memory, as a buffer and a view of it do: a write to
 * one is seen in the other. The runtime forgets that when it copies a module or freezes it. To be
 * used within a {@link org.bytedeco.javacpp.PointerScope}.
 */
final class SharedStorage {
  /** What is nested deeper than that, or in itself, is left as the runtime copies it. */
  private static final int MAX_DEPTH = 16;

  private SharedStorage() {}

  /** Whether the module has any. */
  static boolean isIn(JitModule module) {
    return !shared(tensors(module)).isEmpty();
  }

  /** Lets the attributes of a copy share their memory as those of the original do. */
  static void rebuild(JitModule original, JitModule copy) {
    List<Tensor> from = tensors(original);
    Set<Long> shared = shared(from);
    if (shared.isEmpty()) {
      return;
    }
    List<Tensor> to = tensors(copy);
    Map<Long, Storage> made = new HashMap<>();
    for (int i = 0; i < from.size(); i++) {
      Tensor tensor = from.get(i);
      if (shared.contains(key(tensor))) {
        Storage storage = made.get(key(tensor));
        if (storage == null) {
          long[] all = {tensor.storage().nbytes() / tensor.itemsize()};
          storage = tensor.as_strided(all, new long[] {1}, new LongOptional(0)).clone().storage();
          made.put(key(tensor), storage);
        }
        to.get(i).set_(storage, tensor.storage_offset(), tensor.sizes(), tensor.strides());
      }
    }
  }

  private static Set<Long> shared(List<Tensor> tensors) {
    Set<Long> seen = new HashSet<>();
    Set<Long> twice = new HashSet<>();
    for (Tensor tensor : tensors) {
      if (!seen.add(key(tensor))) {
        twice.add(key(tensor));
      }
    }
    return twice;
  }

  private static long key(Tensor tensor) {
    return tensor.storage().unsafeGetStorageImpl().address();
  }

  /** In the same order for a module and its copy. */
  private static List<Tensor> tensors(JitModule module) {
    List<Tensor> tensors = new ArrayList<>();
    attribute_iterator each = module.attributes().begin();
    for (long left = module.attributes().size(); left > 0; left--) {
      add(each.multiply(), tensors, 0);
      each.increment();
    }
    return tensors;
  }

  private static void add(IValue value, List<Tensor> tensors, int depth) {
    if (value.isTensor()) {
      Tensor tensor = value.toTensor();
      if (tensor.defined() && tensor.has_storage() && !tensor.is_quantized()) {
        tensors.add(tensor);
      }
      return;
    }
    if (depth == MAX_DEPTH || value.isIntList() || value.isDoubleList() || value.isBoolList()) {
      return;
    }
    if (value.isTuple()) {
      add(value.toTupleRef().elements().vec(), tensors, depth);
    } else if (value.isList()) {
      add(value.toList().vec(), tensors, depth);
    } else if (value.isGenericDict()) {
      GenericDict dict = value.toGenericDict();
      GenericDictIterator each = dict.begin();
      for (long left = dict.size(); left > 0; left--) {
        add(each.access().value(), tensors, depth + 1);
        each.increment();
      }
    } else if (value.isObject()) {
      add(value.toObject().slots(), tensors, depth);
    }
  }

  private static void add(IValueVector values, List<Tensor> tensors, int depth) {
    for (long i = 0; i < values.size(); i++) {
      add(values.get(i), tensors, depth + 1);
    }
  }
}
