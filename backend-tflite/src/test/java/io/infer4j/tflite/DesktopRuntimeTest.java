package io.infer4j.tflite;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Why natives do not load is said in words that help. */
class DesktopRuntimeTest {
  private static String explain(String said) {
    UnsatisfiedLinkError e = new UnsatisfiedLinkError("no jnitensorflowlite in java.library.path");
    e.initCause(new UnsatisfiedLinkError(said));
    return DesktopRuntime.explain(
        said.isEmpty() ? new UnsatisfiedLinkError(e.getMessage()) : e, "Linux amd64");
  }

  @Test
  void saysThatGlibcIsTooOld() {
    assertThat(explain("/lib/libc.so.6: version `GLIBC_2.34' not found (required by x.so)"))
        .startsWith("its native library needs glibc 2.34 and the libstdc++ of GCC 12")
        .contains("GLIBC_2.34' not found");
    assertThat(explain("/lib/libstdc++.so.6: version `GLIBCXX_3.4.30' not found"))
        .startsWith("its native library needs glibc 2.34");
  }

  @Test
  void saysWhichNativesAreMissing() {
    assertThat(explain(""))
        .startsWith("its native library for Linux amd64 is not on the class path; add")
        .contains("org.bytedeco:tensorflow-lite-platform");
  }

  @Test
  void passesOnWhatItDoesNotKnow() {
    assertThat(DesktopRuntime.explain(new UnsatisfiedLinkError("out of handles"), "Linux amd64"))
        .isEqualTo(
            "its native library cannot be loaded on Linux amd64:"
                + " java.lang.UnsatisfiedLinkError: out of handles");
  }
}
