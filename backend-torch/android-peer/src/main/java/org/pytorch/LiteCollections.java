package org.pytorch;

import java.util.Map;
import org.bytedeco.pytorch.CompilationUnit;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.ListType;
import org.bytedeco.pytorch.QualifiedName;
import org.bytedeco.pytorch.Tuple;
import org.bytedeco.pytorch.global.torch;

/**
 * Tuples, lists and dicts as the desktop's PyTorch has them; dicts of tensors only, as no other is
 * in a test. To be used within a scope.
 */
final class LiteCollections {
  private LiteCollections() {}

  static org.bytedeco.pytorch.IValue toNative(IValue value) {
    if (value.isTuple()) {
      IValueVector elements = new IValueVector();
      for (IValue each : value.toTuple()) {
        elements.push_back(LiteNativePeer.toNative(each));
      }
      return new org.bytedeco.pytorch.IValue(Tuple.create(elements));
    }
    if (value.isDictStringKey()) {
      return dict("str", value.toDictStringKey());
    }
    if (value.isDictLongKey()) {
      return dict("int", value.toDictLongKey());
    }
    return new org.bytedeco.pytorch.IValue(list(value));
  }

  private static GenericList list(IValue value) {
    GenericList list;
    if (value.isLongList()) {
      list = new GenericList(ListType.ofInts().getElementType());
      for (long each : value.toLongList()) {
        list.push_back(new org.bytedeco.pytorch.IValue(each));
      }
    } else if (value.isDoubleList()) {
      list = new GenericList(ListType.ofFloats().getElementType());
      for (double each : value.toDoubleList()) {
        list.push_back(new org.bytedeco.pytorch.IValue(each));
      }
    } else if (value.isBoolList()) {
      list = new GenericList(ListType.ofBools().getElementType());
      for (boolean each : value.toBoolList()) {
        list.push_back(new org.bytedeco.pytorch.IValue(each));
      }
    } else if (value.isTensorList()) {
      list = new GenericList(ListType.ofTensors().getElementType());
      for (Tensor each : value.toTensorList()) {
        list.push_back(LiteNativePeer.toNative(IValue.from(each)));
      }
    } else {
      list = new GenericList(ListType.ofStrings().getElementType());
      for (IValue each : value.toList()) {
        list.push_back(LiteNativePeer.toNative(each));
      }
    }
    return list;
  }

  /** JavaCPP cannot put anything into a dict, but a program can. */
  private static org.bytedeco.pytorch.IValue dict(String keys, Map<?, IValue> entries) {
    StringBuilder parameters = new StringBuilder();
    StringBuilder dict = new StringBuilder();
    IValueVector stack = new IValueVector();
    int next = 0;
    for (Map.Entry<?, IValue> entry : entries.entrySet()) {
      String comma = next == 0 ? "" : ", ";
      parameters.append(comma).append("k").append(next).append(": ").append(keys);
      parameters.append(", v").append(next).append(": Tensor");
      dict.append(comma).append("k").append(next).append(": v").append(next);
      Object key = entry.getKey();
      stack.push_back(
          key instanceof Long number
              ? new org.bytedeco.pytorch.IValue(number.longValue())
              : new org.bytedeco.pytorch.IValue((String) key));
      stack.push_back(LiteNativePeer.toNative(entry.getValue()));
      next++;
    }
    CompilationUnit unit =
        torch.compile(
            "def dict("
                + parameters
                + "):\n  d: Dict["
                + keys
                + ", Tensor] = {"
                + dict
                + "}\n  return d\n");
    unit.get_function(new QualifiedName("dict")).run(stack);
    return new org.bytedeco.pytorch.IValue(stack.get(0));
  }
}
