package org.pytorch;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Context;
import org.bytedeco.pytorch.DeviceOptional;
import org.bytedeco.pytorch.ExtraFilesMap;
import org.bytedeco.pytorch.GenericDict;
import org.bytedeco.pytorch.GenericDictIterator;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.InferenceMode;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.MethodOptional;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.QEngine;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Takes the place of the AAR's class of this name, whose natives run on Android only, and runs the
 * same files with the desktop's PyTorch. It comes before the AAR's classes on the class path; all
 * other classes of {@code org.pytorch} are the AAR's own.
 *
 * <p>So a test that runs through it tells how infer4j uses the AAR's Java API, and nothing of what
 * lies below that: not the AAR's JNI code, not its interpreter, operators or messages, which are
 * those of another version. It does as the AAR does where infer4j has to know: an output lies as it
 * lies in PyTorch's memory, be that channels last; a dict is a HashMap; there are six types; the
 * engine of quantised operators is QNNPACK.
 */
@SuppressWarnings("try") // scopes are there to be closed
class LiteNativePeer implements INativePeer {
  private final JitModule module;

  LiteNativePeer(String path, Map<String, String> extraFiles, Device device) {
    Context context = torch.globalContext();
    QEngine before = context.qEngine().intern();
    context.setQEngine(QEngine.QNNPACK);
    try (PointerScope scope = new PointerScope()) {
      JitModule loaded =
          torch.load(
              path,
              new DeviceOptional(new org.bytedeco.pytorch.Device("cpu")),
              new ExtraFilesMap(),
              true);
      loaded.eval();
      module = new JitModule(loaded);
      module.retainReference();
    } finally {
      context.setQEngine(before);
    }
  }

  LiteNativePeer(String assetName, Object assetManager, Device device) {
    throw new UnsupportedOperationException("no assets on the desktop");
  }

  @Override
  public void resetNative() {
    module.releaseReference();
  }

  @Override
  public IValue forward(IValue... inputs) {
    return runMethod("forward", inputs);
  }

  @Override
  public IValue runMethod(String name, IValue... inputs) {
    try (PointerScope scope = new PointerScope();
        InferenceMode mode = new InferenceMode(true)) {
      MethodOptional method = module.find_method(name);
      if (!method.has_value()) {
        throw new IllegalArgumentException("Undefined method " + name);
      }
      IValueVector values = new IValueVector();
      for (IValue each : inputs) {
        values.push_back(toNative(each));
      }
      return toJava(method.get().apply(values));
    }
  }

  static org.bytedeco.pytorch.IValue toNative(IValue value) {
    if (value.isTensor()) {
      Tensor tensor = value.toTensor();
      return new org.bytedeco.pytorch.IValue(
          torch.from_blob(
              new Pointer(tensor.getRawDataBuffer()),
              tensor.shape(),
              new TensorOptions(type(tensor.dtype()))));
    }
    if (value.isNull()) {
      return new org.bytedeco.pytorch.IValue();
    }
    if (value.isDouble()) {
      return new org.bytedeco.pytorch.IValue(value.toDouble());
    }
    if (value.isLong()) {
      return new org.bytedeco.pytorch.IValue(value.toLong());
    }
    if (value.isBool()) {
      return new org.bytedeco.pytorch.IValue(value.toBool());
    }
    return value.isString()
        ? new org.bytedeco.pytorch.IValue(value.toStr())
        : LiteCollections.toNative(value);
  }

  private static ScalarType type(DType type) {
    return switch (type) {
      case FLOAT32 -> ScalarType.Float;
      case FLOAT64 -> ScalarType.Double;
      case INT32 -> ScalarType.Int;
      case INT64 -> ScalarType.Long;
      case INT8 -> ScalarType.Char;
      case UINT8 -> ScalarType.Byte;
    };
  }

  private static IValue toJava(org.bytedeco.pytorch.IValue value) {
    if (value.isTensor()) {
      return IValue.from(toJava(value.toTensor()));
    }
    if (value.isTuple()) {
      IValueVector elements = value.toTuple().elements().vec();
      IValue[] all = new IValue[(int) elements.size()];
      for (int i = 0; i < all.length; i++) {
        all[i] = toJava(elements.get(i));
      }
      return IValue.tupleFrom(all);
    }
    if (value.isTensorList()) {
      GenericList list = value.toList();
      Tensor[] all = new Tensor[(int) list.size()];
      for (int i = 0; i < all.length; i++) {
        all[i] = toJava(list.get(i).toTensor());
      }
      return IValue.listFrom(all);
    }
    if (value.isGenericDict()) {
      return toJava(value.toGenericDict());
    }
    if (value.isNone()) {
      return IValue.optionalNull();
    }
    if (value.isInt()) {
      return IValue.from(value.toInt());
    }
    if (value.isDouble()) {
      return IValue.from(value.toDouble());
    }
    if (value.isBool()) {
      return IValue.from(value.toBool());
    }
    if (value.isString()) {
      return IValue.from(text(value));
    }
    throw new IllegalArgumentException("Unsupported IValue type " + value.tagKind().getString());
  }

  /** JavaCPP gives null for an empty text. */
  private static String text(org.bytedeco.pytorch.IValue value) {
    BytePointer text = value.toStringRef();
    return text == null ? "" : text.getString(StandardCharsets.UTF_8);
  }

  private static IValue toJava(GenericDict dict) {
    Map<String, IValue> byString = new HashMap<>();
    Map<Long, IValue> byNumber = new HashMap<>();
    GenericDictIterator entry = dict.begin();
    for (long left = dict.size(); left > 0; left--, entry.increment()) {
      org.bytedeco.pytorch.IValue key = entry.access().key();
      if (key.isString()) {
        byString.put(text(key), toJava(entry.access().value()));
      } else {
        byNumber.put(key.toInt(), toJava(entry.access().value()));
      }
    }
    return byNumber.isEmpty()
        ? IValue.dictStringKeyFrom(byString)
        : IValue.dictLongKeyFrom(byNumber);
  }

  private static Tensor toJava(org.bytedeco.pytorch.Tensor tensor) {
    MemoryFormat format = MemoryFormat.CONTIGUOUS;
    org.bytedeco.pytorch.Tensor plain = tensor;
    if (isContiguous(tensor, torch.MemoryFormat.ChannelsLast)) {
      format = MemoryFormat.CHANNELS_LAST;
    } else if (isContiguous(tensor, torch.MemoryFormat.ChannelsLast3d)) {
      format = MemoryFormat.CHANNELS_LAST_3D;
    } else {
      plain = tensor.contiguous();
    }
    return toJava(plain, format);
  }

  private static boolean isContiguous(
      org.bytedeco.pytorch.Tensor tensor, torch.MemoryFormat format) {
    return tensor.unsafeGetTensorImpl().is_contiguous(format);
  }

  private static Tensor toJava(org.bytedeco.pytorch.Tensor tensor, MemoryFormat format) {
    int size = (int) tensor.nbytes();
    ByteBuffer data = ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
    if (size > 0) {
      data.put(new BytePointer(tensor.data_ptr()).capacity(size).asByteBuffer()).flip();
    }
    long[] shape = tensor.shape();
    return switch (tensor.scalar_type().intern()) {
      case Float -> Tensor.fromBlob(data.asFloatBuffer(), shape, format);
      case Double -> Tensor.fromBlob(data.asDoubleBuffer(), shape, format);
      case Int -> Tensor.fromBlob(data.asIntBuffer(), shape, format);
      case Long -> Tensor.fromBlob(data.asLongBuffer(), shape, format);
      case Char -> Tensor.fromBlob(data, shape, format);
      case Byte -> Tensor.fromBlobUnsigned(data, shape, format);
      default ->
          throw new IllegalArgumentException(
              "at::Tensor scalar type " + tensor.scalar_type() + " is not supported on java side");
    };
  }
}
