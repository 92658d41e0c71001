package io.infer4j.benchmarks;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The raw runtime as its examples use it. */
final class RawNaive extends Contender {
  private final OrtEnvironment env;
  private final OrtSession session;
  private final String input;
  private final Object nested;

  /** The innermost arrays of {@link #nested}. */
  private final List<float[]> rows = new ArrayList<>();

  RawNaive(BenchmarkModel of) throws OrtException {
    env = OrtEnvironment.getEnvironment();
    session = Sessions.open(env, of);
    input = of.input;
    int[] dims = new int[of.inputShape().length];
    for (int i = 0; i < dims.length; i++) {
      dims[i] = (int) of.inputShape()[i];
    }
    nested = Array.newInstance(float.class, dims);
    collectRows(nested);
  }

  private void collectRows(Object array) {
    if (array instanceof float[] row) {
      rows.add(row);
      return;
    }
    for (Object part : (Object[]) array) {
      collectRows(part);
    }
  }

  @Override
  float[] infer(float[] values) throws OrtException {
    int from = 0;
    for (float[] row : rows) {
      System.arraycopy(values, from, row, 0, row.length);
      from += row.length;
    }
    try (OnnxTensor tensor = OnnxTensor.createTensor(env, nested);
        OrtSession.Result result = session.run(Map.of(input, tensor))) {
      return ((float[][]) result.get(0).getValue())[0];
    }
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}
