package io.infer4j.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.infer4j.Capability;
import io.infer4j.DType;
import io.infer4j.testkit.Resident;
import java.util.Arrays;

/** Memory: work that is done again and again does not grow the process. */
interface MemoryRules {
  /** Kilobytes that the second half of the work may add; a leak adds many times that. */
  long ALLOWANCE = 8_000;

  private static void staysFlat(Subject subject, Soak.Work work) throws Exception {
    if (!Resident.isKnown()) {
      throw new Skip("resident memory is read from /proc, which this system does not have");
    }
    long[] kilobytes =
        Resident.measureUntilFlat(
            ALLOWANCE,
            Soak.class,
            "-D" + Soak.SUITE + "=" + subject.suite().getClass().getName(),
            "-D" + Soak.WORK + "=" + work);
    assertThat(kilobytes[9] - kilobytes[4])
        .as("kilobytes that the second half added to %s", Arrays.toString(kilobytes))
        .isLessThan(ALLOWANCE);
  }

  @Rule(
      id = "MEM-01",
      says = "Loading and closing models does not grow the process.",
      lookAt = "RuntimeModel.close(): everything native that load() made",
      fixtures = "mlp",
      skipped = "where the system has no /proc")
  default void loadingStaysFlat(Subject subject) throws Exception {
    staysFlat(subject, Soak.Work.LOAD);
  }

  @Rule(
      id = "MEM-02",
      says = "Runs of one binding do not grow the process.",
      lookAt = "RuntimeBinding.run(): native values that it makes and does not free",
      fixtures = "mlp",
      skipped = "where the system has no /proc")
  default void boundRunsStayFlat(Subject subject) throws Exception {
    staysFlat(subject, Soak.Work.BOUND);
  }

  @Rule(
      id = "MEM-03",
      says = "Model.run does not grow the process.",
      lookAt = "RuntimeBinding.close(): everything native that bind() and run() made",
      fixtures = "mlp",
      skipped = "where the system has no /proc")
  default void simpleRunsStayFlat(Subject subject) throws Exception {
    staysFlat(subject, Soak.Work.SIMPLE);
  }

  @Rule(
      id = "MEM-04",
      says = "Rebinding to ever other shapes does not grow the process.",
      lookAt = "RuntimeBinding.close(), and what a model keeps for each shape that it has seen",
      fixtures = "mlp_batch",
      needs = Capability.DYNAMIC_SHAPES,
      skipped = "where the system has no /proc")
  default void rebindingStaysFlat(Subject subject) throws Exception {
    staysFlat(subject, Soak.Work.REBIND);
  }

  @Rule(
      id = "MEM-05",
      says = "Loads that fail do not grow the process.",
      lookAt = "load(): what it has made before the runtime refuses",
      fixtures = "mlp",
      skipped = "where the system has no /proc")
  default void failedLoadsStayFlat(Subject subject) throws Exception {
    staysFlat(subject, Soak.Work.FAIL);
  }

  @Rule(
      id = "MEM-06",
      says = "Strings in and out do not grow the process.",
      lookAt = "native copies of strings, which run() makes anew each time",
      fixtures = "identity_string",
      dtypes = DType.STRING,
      skipped = "where the system has no /proc")
  default void stringsStayFlat(Subject subject) throws Exception {
    staysFlat(subject, Soak.Work.STRINGS);
  }

  @Rule(
      id = "MEM-07",
      says = "Outputs whose shape depends on the data do not grow the process.",
      lookAt = "RuntimeBinding.run(): values of the runtime that it replaces",
      fixtures = "nonzero",
      skipped = "where the system has no /proc")
  default void dataDependentOutputsStayFlat(Subject subject) throws Exception {
    staysFlat(subject, Soak.Work.DATA_DEPENDENT);
  }

  @Rule(
      id = "MEM-08",
      says = "Loading models from bytes does not grow the process.",
      lookAt = "RuntimeModel.close(): the copy of the bytes that native code reads",
      fixtures = "mlp",
      skipped = "where the system has no /proc")
  default void loadingBytesStaysFlat(Subject subject) throws Exception {
    staysFlat(subject, Soak.Work.LOAD_BYTES);
  }
}
