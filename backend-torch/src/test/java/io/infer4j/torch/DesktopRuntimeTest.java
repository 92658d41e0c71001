package io.infer4j.torch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is said where the natives do not load. */
class DesktopRuntimeTest {
  @Test
  void anOldGlibcIsNamed() {
    Throwable e =
        new UnsatisfiedLinkError("/lib/libm.so.6: version `GLIBC_2.35' not found (required by x)");

    assertThat(DesktopRuntime.explain(e, "Linux amd64"))
        .contains("glibc 2.35")
        .contains("Ubuntu 22.04")
        .contains("`GLIBC_2.35' not found");
  }

  @Test
  void missingNativesAreNamed() {
    Throwable e = new UnsatisfiedLinkError("no jnitorch in java.library.path: /usr/lib");

    assertThat(DesktopRuntime.explain(e, "Linux aarch64"))
        .contains("for Linux aarch64 is not on the class path")
        .contains("org.bytedeco:pytorch-platform:2.10.0-1.5.13")
        .contains("org.bytedeco:openblas-platform:0.3.31-1.5.13");
  }

  @Test
  void anythingElseIsPassedOn() {
    assertThat(DesktopRuntime.explain(new RuntimeException("disk full"), "Linux amd64"))
        .contains("cannot be loaded on Linux amd64")
        .contains("disk full");
  }
}
