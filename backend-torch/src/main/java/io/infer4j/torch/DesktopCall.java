package io.infer4j.torch;

import io.infer4j.DType;
import io.infer4j.InferenceException;
import io.infer4j.InvalidInputException;
import io.infer4j.RunFailedException;
import io.infer4j.Tensor;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.InferenceMode;
import org.bytedeco.pytorch.Method;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * Arguments that are made once, over the inputs' memory, and put on the interpreter's stack for
 * each run.
 */
final class DesktopCall implements NativeCall {
  private final Method method;

  /** The Java memory that the arguments lie in, kept reachable. */
  private final List<ByteBuffer> memory = new ArrayList<>();

  private final IValueVector arguments;
  private final IValueVector stack;
  private final boolean copyInputs;
  private final DesktopResult result;
  private final @Nullable Object turns;

  @SuppressWarnings("try") // The scope frees what is made within it.
  DesktopCall(
      Method method,
      DesktopSchema schema,
      List<@Nullable Tensor> inputs,
      boolean copyInputs,
      DesktopResult result,
      @Nullable Object turns) {
    this.result = result;
    this.turns = turns;
    this.method = method;
    this.copyInputs = copyInputs;
    try (PointerScope scope = new PointerScope()) {
      IValueVector values = new IValueVector();
      int next = 0;
      List<Argument> declared = schema.schema.arguments;
      for (int i = 0; i < declared.size(); i++) {
        Tensor given = declared.get(i).isTensor() ? inputs.get(next++) : null;
        IValue left = schema.defaultOf(i);
        if (given != null) {
          values.push_back(new IValue(over(given, declared.get(i).name)));
        } else if (left != null) {
          values.push_back(left);
        } else {
          throw new InvalidInputException(declared.get(i).name, "a tensor", "none");
        }
      }
      this.arguments = Natives.own(values);
      this.stack = Natives.own(new IValueVector());
    } catch (InferenceException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new InferenceException(
          "PyTorch refuses the inputs: " + Messages.clean(e.getMessage()), e);
    }
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

  @Override
  public void run(ValueNode root) {
    if (turns == null) {
      runNow(root);
      return;
    }
    synchronized (turns) {
      runNow(root);
    }
  }

  private void runNow(ValueNode root) {
    InferenceMode mode = new InferenceMode(true);
    try {
      stack.put(arguments);
      if (copyInputs) {
        copyInputs();
      }
      method.run(stack);
      result.read(stack.get(0), root);
    } catch (RunFailedException e) {
      throw e;
    } catch (RuntimeException e) {
      throw Messages.run(e);
    } finally {
      try {
        // What the run made goes now, on its thread.
        stack.resize(0);
      } finally {
        mode.deallocate();
      }
    }
  }

  @SuppressWarnings("try") // The scope frees what is made within it.
  private void copyInputs() {
    try (PointerScope scope = new PointerScope()) {
      for (long i = 0; i < stack.size(); i++) {
        IValue value = stack.get(i);
        if (value.isTensor()) {
          stack.put(i, new IValue(value.toTensor().clone()));
        }
      }
    }
  }

  @Override
  public void close() {
    Natives.free(stack);
    Natives.free(arguments);
  }
}
