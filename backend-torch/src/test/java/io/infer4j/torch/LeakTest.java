package io.infer4j.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.infer4j.testkit.Resident;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Work of PyTorch's own kinds, beside what the conformance suite repeats, stays flat. */
class LeakTest {
  /**
   * Kilobytes that the second half of the work may add. A leak of 100 bytes per run would add
   * 10,000 in 100,000 runs, one of 5 kB per load as much in 2,000.
   */
  private static final long ALLOWANCE = 8_000;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bound_tuple",
        "bound_dict",
        "bound_nested",
        "bound_strides",
        "bound_copies",
        "failing_runs",
        "load_flatbuffer",
        "load_unfrozen"
      })
  void staysFlat(String work) throws Exception {
    assumeTrue(
        Resident.isKnown(),
        "SKIPPED: resident memory is read from /proc, which this system does not have");

    long[] kilobytes = Resident.measureUntilFlat(ALLOWANCE, Soak.class, "-Dsoak=" + work);

    assertThat(kilobytes).hasSize(10);
    System.out.println("resident kB, " + work + ": " + Arrays.toString(kilobytes));
    assertThat(kilobytes[9] - kilobytes[4])
        .as("growth in the second half of %s", Arrays.toString(kilobytes))
        .isLessThan(ALLOWANCE);
  }
}
