package io.infer4j.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import ai.onnxruntime.TensorInfo.OnnxTensorType;
import io.infer4j.EngineUnavailableException;
import io.infer4j.Tensor;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.Buffer;

/**
 * Tensors of uint16, uint32 and uint64. ONNX Runtime has them, its Java API has no public way to
 * make them; this goes through the non-public one that its other factories use, by reflection.
 */
final class UnsignedTensors {
  private UnsignedTensors() {}

  static OnnxTensor create(OrtEnvironment env, Tensor tensor) throws OrtException {
    try {
      return Access.INSTANCE.create(env, tensor);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof OrtException refused) {
        throw refused;
      }
      throw unavailable(tensor, e);
    } catch (ReflectiveOperationException | ExceptionInInitializerError e) {
      throw unavailable(tensor, e);
    }
  }

  private static EngineUnavailableException unavailable(Tensor tensor, Throwable cause) {
    return new EngineUnavailableException(
        "this version of ONNX Runtime's Java API cannot make a tensor of "
            + tensor.dtype()
            + ": "
            + cause,
        cause);
  }

  /** The members of ONNX Runtime 1.28 that it takes. */
  private static final class Access {
    static final Access INSTANCE = new Access();

    private final Object api;
    private final Field defaultAllocator;
    private final Field allocatorHandle;
    private final Method createTensorFromBuffer;
    private final Constructor<TensorInfo> newInfo;
    private final Constructor<OnnxTensor> newTensor;

    private Access() {
      try {
        Field apiHandle =
            Class.forName("ai.onnxruntime.OnnxRuntime").getDeclaredField("ortApiHandle");
        apiHandle.setAccessible(true);
        api = apiHandle.get(null);
        defaultAllocator = OrtEnvironment.class.getDeclaredField("defaultAllocator");
        defaultAllocator.setAccessible(true);
        allocatorHandle = Class.forName("ai.onnxruntime.OrtAllocator").getDeclaredField("handle");
        allocatorHandle.setAccessible(true);
        createTensorFromBuffer =
            OnnxTensor.class.getDeclaredMethod(
                "createTensorFromBuffer",
                long.class,
                long.class,
                Buffer.class,
                int.class,
                long.class,
                long[].class,
                int.class);
        createTensorFromBuffer.setAccessible(true);
        newInfo =
            TensorInfo.class.getDeclaredConstructor(
                long[].class, OnnxJavaType.class, OnnxTensorType.class);
        newInfo.setAccessible(true);
        newTensor =
            OnnxTensor.class.getDeclaredConstructor(
                long.class, long.class, TensorInfo.class, Buffer.class, boolean.class);
        newTensor.setAccessible(true);
      } catch (ReflectiveOperationException e) {
        throw new ExceptionInInitializerError(e);
      }
    }

    OnnxTensor create(OrtEnvironment env, Tensor tensor) throws ReflectiveOperationException {
      OnnxTensorType type =
          switch (tensor.dtype()) {
            case UINT16 -> OnnxTensorType.ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT16;
            case UINT32 -> OnnxTensorType.ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT32;
            case UINT64 -> OnnxTensorType.ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT64;
            default -> throw new IllegalArgumentException(tensor.dtype().toString());
          };
      Buffer data = tensor.asBytes();
      long[] shape = tensor.shape().dims();
      Object allocator = allocatorHandle.get(defaultAllocator.get(env));
      Object handle =
          createTensorFromBuffer.invoke(
              null, api, allocator, data, 0, (long) data.remaining(), shape, type.value);
      TensorInfo info = newInfo.newInstance(shape, OnnxJavaType.mapFromOnnxTensorType(type), type);
      // The tensor keeps the buffer reachable.
      return newTensor.newInstance(handle, allocator, info, data, false);
    }
  }
}
