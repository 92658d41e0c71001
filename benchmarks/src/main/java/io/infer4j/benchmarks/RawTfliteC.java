package io.infer4j.benchmarks;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.tensorflowlite.TfLiteInterpreter;
import org.bytedeco.tensorflowlite.TfLiteInterpreterOptions;
import org.bytedeco.tensorflowlite.TfLiteModel;
import org.bytedeco.tensorflowlite.global.tensorflowlite;

/** The raw C API. */
final class RawTfliteC implements TfliteContender {
  private final BytePointer bytes;
  private final TfLiteModel model;
  private final TfLiteInterpreter interpreter;
  private final FloatBuffer in;
  private final FloatBuffer out;
  private final float[] result;

  RawTfliteC(byte[] file, int threads) {
    bytes = new BytePointer(file);
    model = tensorflowlite.TfLiteModelCreate(bytes, file.length);
    TfLiteInterpreterOptions options = tensorflowlite.TfLiteInterpreterOptionsCreate();
    tensorflowlite.TfLiteInterpreterOptionsSetNumThreads(options, threads);
    interpreter = tensorflowlite.TfLiteInterpreterCreate(model, options);
    tensorflowlite.TfLiteInterpreterOptionsDelete(options);
    tensorflowlite.TfLiteInterpreterAllocateTensors(interpreter);
    in = RawTflite.view(tensorflowlite.TfLiteInterpreterGetInputTensor(interpreter, 0));
    out = RawTflite.view(tensorflowlite.TfLiteInterpreterGetOutputTensor(interpreter, 0));
    result = new float[out.capacity()];
  }

  @Override
  public float[] infer(float[] input) {
    in.put(0, input);
    if (tensorflowlite.TfLiteInterpreterInvoke(interpreter) != tensorflowlite.kTfLiteOk) {
      throw new IllegalStateException("the run failed");
    }
    out.get(0, result);
    return result;
  }

  @Override
  public void close() {
    tensorflowlite.TfLiteInterpreterDelete(interpreter);
    tensorflowlite.TfLiteModelDelete(model);
    bytes.close();
  }
}
