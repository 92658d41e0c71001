package io.infer4j.benchmarks;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.InferenceMode;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TupleElements;
import org.bytedeco.pytorch.global.torch;

/**
 * The raw runtime's best route. The guards around a run are those that every run needs: one frees
 * the results, without the other the module would keep what only training needs.
 */
@SuppressWarnings("try") // guards, which are never named
final class RawTorch implements TorchContender {
  private final JitModule module;
  private final IValueVector arguments = new IValueVector();
  private final FloatBuffer[] in;
  private final Tensor[] tensors;
  private final float[][] results;

  RawTorch(TorchModels of) {
    torch.set_num_threads(1);
    openblas_nolapack.blas_set_num_threads(
        1); // it has threads of its own, which torch does not count
    try (InferenceMode mode = new InferenceMode(true)) {
      JitModule loaded = torch.load(of.file().toString());
      loaded.eval();
      module = torch.freeze(loaded);
      Map<String, long[]> inputs = of.inputs();
      in = new FloatBuffer[inputs.size()];
      tensors = new Tensor[in.length];
      int i = 0;
      for (long[] shape : inputs.values()) {
        FloatBuffer values = floats(shape);
        in[i] = values;
        tensors[i] = torch.from_blob(new FloatPointer(values), shape);
        arguments.push_back(new IValue(tensors[i]));
        i++;
      }
    }
    results = of.results();
  }

  private static FloatBuffer floats(long[] shape) {
    long elements = 1;
    for (long dim : shape) {
      elements *= dim;
    }
    return ByteBuffer.allocateDirect(Math.toIntExact(elements * Float.BYTES))
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  @Override
  public float[][] infer(float[][] inputs) {
    for (int i = 0; i < in.length; i++) {
      in[i].put(0, inputs[i]);
    }
    try (PointerScope scope = new PointerScope();
        InferenceMode mode = new InferenceMode(true)) {
      IValue answer = module.forward(arguments);
      if (results.length == 1) {
        answer.toTensor().data_ptr_float().get(results[0]);
      } else {
        TupleElements elements = answer.toTupleRef().elements();
        for (int i = 0; i < results.length; i++) {
          elements.get(i).toTensor().data_ptr_float().get(results[i]);
        }
      }
    }
    return results;
  }

  @Override
  public void close() {
    arguments.close();
    for (Tensor tensor : tensors) {
      tensor.close();
    }
    module.close();
  }
}
