package io.infer4j.benchmarks;

import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.tensorflowlite.BuiltinOpResolver;
import org.bytedeco.tensorflowlite.FlatBufferModel;
import org.bytedeco.tensorflowlite.FlatBufferModelBase;
import org.bytedeco.tensorflowlite.Interpreter;
import org.bytedeco.tensorflowlite.InterpreterBuilder;
import org.bytedeco.tensorflowlite.TfLiteTensor;
import org.bytedeco.tensorflowlite.global.tensorflowlite;

/** The raw runtime's best route. */
final class RawTflite implements TfliteContender {
  private final BytePointer bytes;
  private final FlatBufferModel model;
  private final BuiltinOpResolver resolver = new BuiltinOpResolver();
  private final Interpreter interpreter = new Interpreter((Pointer) null);
  private final FloatBuffer in;
  private final FloatBuffer out;
  private final float[] result;

  RawTflite(byte[] file, int threads) {
    bytes = new BytePointer(file);
    model = FlatBufferModelBase.VerifyAndBuildFromBuffer(bytes, file.length, null, null);
    try (InterpreterBuilder builder = new InterpreterBuilder(model, resolver)) {
      builder.SetNumThreads(threads);
      builder.apply(interpreter);
    }
    if (interpreter.AllocateTensors() != tensorflowlite.kTfLiteOk) {
      throw new IllegalStateException("the model cannot be run");
    }
    in = view(interpreter.input_tensor(0));
    out = view(interpreter.output_tensor(0));
    result = new float[out.capacity()];
  }

  static FloatBuffer view(TfLiteTensor tensor) {
    return new BytePointer(tensorflowlite.TfLiteTensorData(tensor))
        .capacity(tensorflowlite.TfLiteTensorByteSize(tensor))
        .asByteBuffer()
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  @Override
  public float[] infer(float[] input) {
    in.put(0, input);
    if (interpreter.Invoke() != tensorflowlite.kTfLiteOk) {
      throw new IllegalStateException("the run failed");
    }
    out.get(0, result);
    return result;
  }

  @Override
  public void close() {
    interpreter.close();
    resolver.close();
    model.close();
    bytes.close();
  }
}
