package io.infer4j.benchmarks;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Collections;
import java.util.Map;

/** The raw runtime's best public route. */
final class RawPinned extends Contender {
  private final OrtSession session;
  private final OrtSession.RunOptions runOptions;
  private final FloatBuffer in;
  private final FloatBuffer out;
  private final OnnxTensor inTensor;
  private final OnnxTensor outTensor;
  private final Map<String, OnnxTensor> inputs;
  private final Map<String, OnnxTensor> pinned;
  private final float[] result;

  RawPinned(BenchmarkModel of) throws OrtException {
    OrtEnvironment env = OrtEnvironment.getEnvironment();
    session = Sessions.open(env, of);
    runOptions = new OrtSession.RunOptions();
    in = floats(of.inputElements());
    out = floats(of.outputElements());
    inTensor = OnnxTensor.createTensor(env, in, of.inputShape());
    outTensor = OnnxTensor.createTensor(env, out, of.outputShape());
    inputs = Collections.singletonMap(of.input, inTensor);
    pinned = Collections.singletonMap(of.output, outTensor);
    result = new float[of.outputElements()];
  }

  private static FloatBuffer floats(int elements) {
    return ByteBuffer.allocateDirect(elements * Float.BYTES)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  @Override
  float[] infer(float[] input) throws OrtException {
    in.put(0, input);
    session.run(inputs, Collections.emptySet(), pinned, runOptions).close();
    out.get(0, result);
    return result;
  }

  @Override
  public void close() throws OrtException {
    inTensor.close();
    outTensor.close();
    runOptions.close();
    session.close();
  }
}
