package io.infer4j.onnx.file;

/**
 * ONNX Runtime's Java API hands text to native code in JNI's modified UTF-8, as if it were UTF-8.
 * The two differ for NUL and for characters beyond U+FFFF, which the runtime then sees as others.
 */
public final class ModifiedUtf8 {
  public static final String LIMIT = "NUL and characters beyond U+FFFF reach the runtime as others";

  private ModifiedUtf8() {}

  /** Whether native code would see another text. */
  public static boolean differs(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0 || Character.isSurrogate(c)) {
        return true;
      }
    }
    return false;
  }
}
