package io.infer4j.spi.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The true cause, in words. */
class LoadFailureTest {
  @Test
  void theRootIsSaid() {
    Throwable e = new RuntimeException("outer", new UnsatisfiedLinkError("failed to map segment"));

    assertThat(LoadFailure.words(e))
        .isEqualTo("java.lang.UnsatisfiedLinkError: failed to map segment");
  }

  @Test
  void aClassThatAnImageOfJlinkLacksNamesItsModule() {
    Throwable e = new NoClassDefFoundError("java/util/logging/Logger");

    assertThat(LoadFailure.words(e))
        .startsWith("this Java runtime has no module java.logging, add it (jlink --add-modules)");
    assertThat(LoadFailure.missingModule(new NoClassDefFoundError("ai/onnxruntime/X"))).isNull();
  }

  @Test
  void missingLibrariesAreNamedAndNoOthers() {
    assertThat(LoadFailure.missingLibraries("Linux amd64", "linux-x86_64", List.of("a:b:1")))
        .startsWith("its native library for Linux amd64 is not on the class path; add a:b:1, or")
        .contains("classifier linux-x86_64")
        .contains("--add-modules");
  }
}
