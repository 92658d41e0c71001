package io.infer4j.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.infer4j.spi.InferenceEngine;
import io.infer4j.testkit.reference.ReferenceEngine;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * The suite as a backend runs it, of an engine that is wrong, and what is expected of it.
 *
 * <p>Left out, unless the system property {@code conformance.broken.all} is set, are the rules that
 * take seconds each: those on memory, which start a JVM, and those on the fixture {@code slow}. A
 * fault that only these can see names them.
 */
class BrokenSuite extends EngineConformance {
  private static volatile Supplier<InferenceEngine> subject = ReferenceEngine::new;

  @Override
  protected InferenceEngine engine() {
    return subject.get();
  }

  @Override
  protected String extension() {
    return "txt";
  }

  @Override
  protected Map<String, String> wrongOptions() {
    return Map.of("latency", "soon");
  }

  @Override
  protected long allowedBytesPerRun() {
    return 0;
  }

  @Override
  protected Path reports() {
    return Path.of("target", "conformance-broken");
  }

  /** Runs the quick rules and these, of an engine of which there is one instance. */
  static Verdict of(InferenceEngine engine, String... slow) {
    return of(BrokenSuite.class, engine, slow);
  }

  static Verdict of(Class<? extends BrokenSuite> suite, InferenceEngine engine, String... slow) {
    Set<String> ids = new TreeSet<>(List.of(slow));
    for (Rule rule : Summary.rules()) {
      boolean quick = !rule.id().startsWith("MEM-") && !List.of(rule.fixtures()).contains("slow");
      if (quick || Boolean.getBoolean("conformance.broken.all")) {
        ids.add(rule.id());
      }
    }
    subject = () -> engine;
    return new Verdict(SuiteRun.of(suite, ids.toArray(new String[0])));
  }

  /** Which rules failed, to be compared with those that were to fail. */
  static final class Verdict {
    private final SuiteRun run;
    private final Set<String> expected = new TreeSet<>();

    Verdict(SuiteRun run) {
      this.run = run;
    }

    /** That these rules fail, each with this in its message. */
    Verdict fails(String words, String... ids) {
      for (String id : ids) {
        assertThat(run.message(id)).as(id).isNotNull().startsWith(id + ": ").contains(words);
        expected.add(id);
      }
      return this;
    }

    /** Where chance decides: these may fail too. */
    Verdict perhaps(String... ids) {
      Set<String> failed = run.failed();
      for (String id : ids) {
        if (failed.contains(id)) {
          expected.add(id);
        }
      }
      return this;
    }

    void andNoOther() {
      assertThat(run.failed()).containsExactlyElementsOf(expected);
    }

    /** All that failed with its first lines, to write a test by. */
    @Override
    public String toString() {
      StringBuilder text = new StringBuilder();
      for (String id : run.failed()) {
        text.append(run.message(id)).append("\n\n");
      }
      return text.toString();
    }
  }
}
