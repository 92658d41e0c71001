package io.infer4j.tflite.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Why natives do not load is said in words that help. */
class DesktopRuntimeTest {
  private static String explain(String said) {
    UnsatisfiedLinkError e = new UnsatisfiedLinkError("no jnitensorflowlite in java.library.path");
    e.initCause(new UnsatisfiedLinkError(said));
    return DesktopRuntime.explain(
        said.isEmpty() ? new UnsatisfiedLinkError(e.getMessage()) : e,
        "Linux amd64",
        said.isEmpty()
            ? List.of("org.bytedeco:tensorflow-lite-platform:2.20.0-1.5.13")
            : List.of());
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
  void neverSaysThatWhatIsThereIsNot() {
    assertThat(explain("failed to map segment from shared object"))
        .doesNotContain("class path")
        .contains("failed to map segment from shared object")
        .contains("org.bytedeco.javacpp.cachedir names the folder");
  }

  @Test
  void passesOnWhatItDoesNotKnow() {
    Throwable e = new UnsatisfiedLinkError("out of handles");

    assertThat(DesktopRuntime.explain(e, "Linux amd64", List.of()))
        .startsWith(
            "its native library cannot be loaded on Linux amd64:"
                + " java.lang.UnsatisfiedLinkError: out of handles");
  }
}
