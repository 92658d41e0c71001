package io.infer4j.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.infer4j.LoadOptions;
import io.infer4j.ModelSource;
import io.infer4j.spi.InferenceEngine;
import io.infer4j.testkit.conformance.Result.Outcome;
import io.infer4j.testkit.reference.ReferenceEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the suite says and writes of what it finds. */
class SuiteTest {
  /** The reference engine, of which some fixtures are missing. */
  static class Sparse extends EngineConformance {
    static Path reports = Path.of("target", "conformance-of-tests");

    @Override
    protected InferenceEngine engine() {
      return new ReferenceEngine();
    }

    @Override
    protected String extension() {
      return "txt";
    }

    @Override
    protected Optional<ModelSource> model(String fixture) {
      return fixture.equals("conv") || fixture.equals("add_sub")
          ? Optional.empty()
          : super.model(fixture);
    }

    @Override
    protected boolean isDiscovered() {
      return false;
    }

    @Override
    protected Path reports() {
      return reports;
    }
  }

  /** An engine whose models are loaded with an option that it does not have. */
  static final class Misguided extends Sparse {
    @Override
    protected LoadOptions options() {
      return LoadOptions.defaults().withOption("reference", "no such option", "1");
    }
  }

  @Test
  void aRuleIsSkippedWhereItsFixtureIsMissingWithTheReason() {
    SuiteRun run = SuiteRun.of(Sparse.class, "RUN-01", "RUN-02");

    assertThat(run.outcome("RUN-01")).isEqualTo(Outcome.PASSED);
    assertThat(run.outcome("RUN-02")).isEqualTo(Outcome.SKIPPED);
    assertThat(run.message("RUN-02")).isEqualTo("this format has no model of the fixture 'conv'");
  }

  @Test
  void anIndispensableFixtureThatIsMissingIsAFailure() {
    SuiteRun run = SuiteRun.of(Sparse.class, "DISC-11");

    assertThat(run.failed()).containsExactly("DISC-11");
    assertThat(run.message("DISC-11")).contains("the fixture add_sub in this format");
  }

  @Test
  void aTestMayGiveItsOwnReasonToSkip() {
    SuiteRun run = SuiteRun.of(Sparse.class, "DISC-10", "OPT-05");

    assertThat(run.message("DISC-10")).startsWith("isDiscovered() says");
    assertThat(run.message("OPT-05")).isEqualTo("wrongOptions() gives none");
  }

  @Test
  void aFailureSaysTheRuleWhatHappenedAndWhereToLook() {
    SuiteRun run = SuiteRun.of(Misguided.class, "LOAD-01");

    assertThat(run.message("LOAD-01"))
        .startsWith("LOAD-01: A model loads from a file.\n")
        .contains("IllegalArgumentException: there is no option of engine reference")
        .endsWith("\nIf this fails, look at load(), where ModelSource.path() is there");
  }

  @Test
  void aPartOfTheRulesIsNotWrittenDown(@TempDir Path folder) {
    Sparse.reports = folder;

    SuiteRun.of(Sparse.class, "RUN-01");

    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void allRulesAreWrittenDownForProgramsAndForPeople(@TempDir Path folder) throws IOException {
    Sparse.reports = folder.resolve("a").resolve("b");
    Summary summary = new Summary(new Sparse());
    List<Rule> rules = Summary.rules();
    for (int i = 0; i < rules.size(); i++) {
      Outcome outcome = i == 0 ? Outcome.FAILED : i == 1 ? Outcome.SKIPPED : Outcome.PASSED;
      String reason = i > 1 ? null : i == 0 ? "a \"b\"\n| c \\ \u0001" : "no fixture";
      summary.add(new Result(rules.get(i), outcome, reason));
    }
    summary.report();

    int passed = rules.size() - 2;
    assertThat(Files.readString(Sparse.reports.resolve("reference.json")))
        .contains("\"passed\": " + passed + ",\n  \"skipped\": 1,\n  \"failed\": 1,")
        .contains("\"result\": \"failed\", \"reason\": \"a \\\"b\\\"\\n| c \\\\ \\u0001\"}");
    assertThat(Files.readString(Sparse.reports.resolve("reference.md")))
        .contains(passed + " rules passed, 1 skipped, 1 failed.")
        .contains("| failed: a \"b\" \\| c \\")
        .contains("| skipped: no fixture |")
        .contains("## Cancellation");
  }

  @Test
  void whatIsSkippedIsCountedByItsReason() {
    Summary summary = new Summary(new Sparse());
    List<Rule> rules = Summary.rules();
    List<String> reasons = List.of("no int8", "no conv", "no conv");
    for (int i = 0; i < reasons.size(); i++) {
      summary.add(new Result(rules.get(i), Outcome.SKIPPED, reasons.get(i)));
    }

    assertThat(summary.skipped())
        .extracting(Object::toString)
        .containsExactly("no conv=[DISC-02, DISC-03]", "no int8=[DISC-01]");
    assertThat(new SummaryMarkdown(summary).text())
        .contains(
            "0 rules passed, 3 skipped, 0 failed.\n\nSkipped:\n\n- 2: no conv\n- 1: no int8\n");
  }
}
