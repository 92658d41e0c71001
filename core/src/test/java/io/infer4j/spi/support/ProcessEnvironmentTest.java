package io.infer4j.spi.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class ProcessEnvironmentTest {
  @Test
  void aVariableIsSetWhereJavaCanCallNativeFunctions() {
    boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("win");

    assertThat(ProcessEnvironment.set("INFER4J_TEST", "1"))
        .isEqualTo(Runtime.version().feature() >= 22 && !windows);
  }
}
