package io.infer4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An ONNX Runtime that reports its use is silenced or not started. */
class TelemetryTest {
  @ParameterizedTest
  @ValueSource(strings = {"1.28.0", "1.7.1", "0.29.0", "1.28.0-rc1"})
  void olderVersionsDoNotReport(String version) {
    assertThat(Telemetry.reports(version)).isFalse();
    assertThat(Telemetry.silence(version)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.29.0", "1.30.1", "2.0.0", "1.29-SNAPSHOT"})
  void laterOnesDo(String version) {
    assertThat(Telemetry.reports(version)).isTrue();
  }

  @Test
  void ofAnUnknownVersionTheLibraryTells() {
    assertThat(OrtLibraries.mention("nothing of the kind")).isFalse();
    assertThat(OrtLibraries.mention("session.use_env_allocators")).isTrue();
    assertThat(Telemetry.reports("unknown")).isFalse();
  }

  @Test
  void whereJavaCannotSetTheEnvironmentTheUserIsToldHow() {
    assumeTrue(Runtime.version().feature() < 22, "this Java can");
    assumeTrue(System.getenv(Telemetry.VARIABLE) == null, "it is set");

    assertThat(Telemetry.silence("1.29.0"))
        .contains("ONNX Runtime 1.29.0 reports its use")
        .contains("ORT_DISABLE_TELEMETRY=1")
        .contains("infer4j.onnxruntime.telemetry=allow");
  }

  @Test
  void whereItCanTheRuntimeIsSilencedAndStarted() {
    assumeTrue(Runtime.version().feature() >= 22, "this Java cannot");

    assertThat(Telemetry.silence("1.29.0")).isNull();
  }
}
