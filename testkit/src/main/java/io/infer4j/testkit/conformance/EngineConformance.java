package io.infer4j.testkit.conformance;

import io.infer4j.Capability;
import io.infer4j.LoadOptions;
import io.infer4j.ModelSource;
import io.infer4j.spi.InferenceEngine;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The rules that every engine keeps, as JUnit tests. A backend extends this class, says which
 * engine and which fixtures are its own, and knows whether an application can be given it in place
 * of another:
 *
 * <pre>{@code
 * class MyConformanceTest extends EngineConformance {
 *   @Override
 *   protected InferenceEngine engine() {
 *     return new MyEngine();
 *   }
 *
 *   @Override
 *   protected String extension() {
 *     return "onnx";
 *   }
 * }
 * }</pre>
 *
 * <p>Each test is one rule with an id; a failure names it, says what the rule is and where to look.
 * What an engine says that it cannot do, by {@link Capability} and {@link InferenceEngine#dtypes},
 * is skipped and the reason printed; so is a fixture that the format does not have. No rule can be
 * loosened or left out; without models of {@code mlp} and {@code add_sub} the suite fails.
 *
 * <p>When all have run, lines count what was skipped by its reason, and one counts them all, and
 * {@link #reports} gets a JSON and a Markdown file. The class needs a constructor without arguments
 * and must not be an inner class: rules about memory start it again in a JVM of their own. They are
 * skipped where the system has no {@code /proc}.
 */
@ExtendWith(RuleExtension.class)
@TestMethodOrder(RuleOrder.class)
@DisplayNameGeneration(RuleOrder.Names.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.SAME_THREAD)
@Timeout(value = 1800, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class EngineConformance
    implements DiscoveryRules,
        LoadingRules,
        OptionRules,
        PlacementRules,
        IntrospectionRules,
        DTypeRules,
        RunningRules,
        NumericRules,
        BufferRules,
        BindingRules,
        BoundMemoryRules,
        StateRules,
        LifecycleRules,
        ConcurrencyRules,
        CancellationRules,
        ErrorRules,
        MemoryRules,
        ContractRules {
  /** For subclasses. */
  protected EngineConformance() {}

  /** A new instance of the engine, as {@link java.util.ServiceLoader} would make it. */
  protected abstract InferenceEngine engine();

  /**
   * What the file names of the fixtures' models end in, without a dot. The testkit has {@code onnx}
   * and {@code tflite} (and {@code pt} for TorchScript, {@code txt} for its own engine).
   */
  protected abstract String extension();

  /**
   * The model of a fixture in the format of this engine. Without overriding, the file {@code
   * model.EXTENSION} of the fixture in the testkit; for another format, a file of the backend's
   * own, best a path.
   *
   * @param fixture the name, for instance {@code mlp}; {@code fixtures/README.md} in the testkit
   *     lists them and what each computes, {@code mlp/model.txt} has the weights in plain text
   * @return empty where this format cannot have such a model: rules that need it are skipped
   */
  protected Optional<ModelSource> model(String fixture) {
    return Fixture.model(fixture, "model." + extension());
  }

  /**
   * How models are loaded, for instance with an option that picks one of several bindings; {@link
   * LoadOptions#defaults()} without overriding.
   */
  protected LoadOptions options() {
    return LoadOptions.defaults();
  }

  /**
   * Whether the fixtures' models tell dtypes, shapes and outputs although the engine lacks {@link
   * Capability#STATIC_SPECS}, because other files of its format do not; false without overriding.
   * If so, the rules on what is told hold for the fixtures.
   */
  protected boolean modelsTellSpecs() {
    return false;
  }

  /** The name of the summary's files; the engine's name without overriding. */
  protected String title() {
    return engine().name();
  }

  /** Whether {@link java.util.ServiceLoader} is to find the engine; true without overriding. */
  protected boolean isDiscovered() {
    return true;
  }

  /**
   * Options of the engine, each with a value that it must refuse; none without overriding.
   *
   * @return values by the keys of {@link InferenceEngine#options}
   */
  protected Map<String, String> wrongOptions() {
    return Map.of();
  }

  /**
   * How many bytes of Java heap one run of a binding with fixed shapes may allocate: 0 by the
   * contract; 1,024 without overriding, because runtimes' own Java APIs allocate a few objects.
   */
  protected long allowedBytesPerRun() {
    return 1024;
  }

  /** Where the summary is written; {@code target/conformance} without overriding. */
  protected Path reports() {
    return Path.of("target", "conformance");
  }
}
