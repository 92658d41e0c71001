package io.infer4j.torch.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said where the natives do not load. */
class DesktopRuntimeTest {
  @Test
  void anOldGlibcIsNamed() {
    Throwable e =
        new UnsatisfiedLinkError("/lib/libm.so.6: version `GLIBC_2.35' not found (required by x)");

    assertThat(DesktopRuntime.explain(e, "Linux amd64", List.of()))
        .contains("glibc 2.35")
        .contains("Ubuntu 22.04")
        .contains("`GLIBC_2.35' not found");
  }

  @Test
  void missingNativesAreNamedAndNoOthers() {
    Throwable e = new UnsatisfiedLinkError("no jnitorch in java.library.path: /usr/lib");
    List<String> missing = List.of("org.bytedeco:openblas-platform:0.3.31-1.5.13");

    assertThat(DesktopRuntime.explain(e, "Linux aarch64", missing))
        .contains("for Linux aarch64 is not on the class path")
        .contains("add org.bytedeco:openblas-platform:0.3.31-1.5.13")
        .doesNotContain("pytorch-platform");
  }

  @Test
  void neverSaysThatWhatIsThereIsNot() {
    Throwable e = new UnsatisfiedLinkError("no jnitorch in java.library.path: /usr/lib");
    e.initCause(new UnsatisfiedLinkError("x/libjnitorch.so: failed to map segment"));

    assertThat(DesktopRuntime.explain(e, "Linux amd64", List.of()))
        .doesNotContain("class path")
        .contains("failed to map segment")
        .contains("org.bytedeco.javacpp.cachedir names the folder");
  }

  @Test
  void anythingElseIsPassedOn() {
    assertThat(DesktopRuntime.explain(new RuntimeException("disk full"), "Linux amd64", List.of()))
        .contains("cannot be loaded on Linux amd64")
        .contains("disk full");
  }
}
