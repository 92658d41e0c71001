package io.infer4j.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.infer4j.ModelSource;
import io.infer4j.RunFailedException;
import io.infer4j.onnx.file.ModifiedUtf8;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Strings out of ONNX Runtime, which gives them as arrays nested as deep as the rank. */
final class StringTensors {
  private StringTensors() {}

  /**
   * Reads all strings, after asking a small model inside the runtime whether the Java API will give
   * them unchanged (see {@link ModifiedUtf8}): from the outside a garbled string cannot be told.
   */
  static void read(OrtEnvironment env, String output, OnnxTensor tensor, List<String> target)
      throws OrtException {
    if (target.isEmpty()) {
      return;
    }
    try (OrtSession.Result result =
        Check.session(env).run(Collections.singletonMap("text", tensor))) {
      ByteBuffer basic = ((OnnxTensor) result.get(0)).getByteBuffer();
      for (int i = 0; i < target.size(); i++) {
        if (basic.get(i) == 0) {
          throw new RunFailedException(
              "string "
                  + i
                  + " of output '"
                  + output
                  + "' has a character that ONNX Runtime's Java API garbles: NUL or one beyond"
                  + " U+FFFF");
        }
      }
    }
    flatten(tensor.getValue(), target, 0);
  }

  private static int flatten(Object value, List<String> target, int from) {
    if (value instanceof String text) {
      target.set(from, text);
      return from + 1;
    }
    int at = from;
    for (int i = 0; i < Array.getLength(value); i++) {
      at = flatten(Array.get(value, i), target, at);
    }
    return at;
  }

  /** The model of src/main/python/make_text_check.py, loaded when a first string comes out. */
  private static final class Check {
    private static @Nullable OrtSession loaded;

    static synchronized OrtSession session(OrtEnvironment env) throws OrtException {
      if (loaded == null) {
        try (SessionOptions options = new SessionOptions()) {
          options.setIntraOpNumThreads(1);
          byte[] model = ModelSource.ofResource(StringTensors.class, "text_check.onnx").bytes();
          loaded = env.createSession(model, options);
        }
      }
      return loaded;
    }
  }
}
