package io.infer4j.testkit.asserting;

import io.infer4j.Capability;
import io.infer4j.DType;
import io.infer4j.LoadOptions;
import io.infer4j.ModelFormat;
import io.infer4j.ModelSource;
import io.infer4j.spi.InferenceEngine;
import io.infer4j.spi.RuntimeModel;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Wraps an engine and reports what its caller does wrong, at the call, as an {@link
 * AssertionError}. To code that does nothing wrong it is the engine that it wraps, a little slower.
 *
 * <pre>{@code
 * AssertingEngine engine = new AssertingEngine(new ReferenceEngine());
 * codeUnderTest(InferenceEngines.of(engine));
 * engine.assertNoMisuse(); // also of what was never closed
 * }</pre>
 *
 * <p>What it sees of an application:
 *
 * <ul>
 *   <li>models and bindings that were never closed, with the stack trace of their creation;
 *   <li>an input that changes during a run, because another thread writes to it (or the engine
 *       does);
 *   <li>results that are read where there are none: before each run, and after one that failed or
 *       was cancelled, outputs of fixed shape are filled with bytes of ones, which are NaN, -1, or
 *       a text that says so.
 * </ul>
 *
 * <p>What it sees of code that calls the SPI itself, as core does: inputs that are too many or too
 * few or of another dtype or shape than declared, unknown options, an output that there is not, two
 * calls at once on one binding, any call after close, closing twice, closing a model before its
 * bindings or a binding during a run, {@code cancel} without the capability or twice, and a run
 * after a cancelled one without {@code clearCancel}. Calls that the SPI forbids do not reach the
 * engine.
 *
 * <p>Safe to use from many threads.
 */
public final class AssertingEngine implements InferenceEngine {
  private final InferenceEngine engine;
  private final Ledger ledger = new Ledger();

  /** Around this engine, whose name and everything else it takes on. */
  public AssertingEngine(InferenceEngine engine) {
    this.engine = Objects.requireNonNull(engine, "engine");
  }

  /** What has been reported so far, in order: an error on another thread may have been lost. */
  public List<String> misuses() {
    return ledger.misuses();
  }

  /**
   * Passes if nothing was reported and every model and binding is closed.
   *
   * @throws AssertionError with all that was reported and what is still open; the stack traces of
   *     its creation are suppressed exceptions
   */
  public void assertNoMisuse() {
    ledger.check();
  }

  @Override
  public String name() {
    return engine.name();
  }

  @Override
  public String version() {
    return engine.version();
  }

  @Override
  public Set<ModelFormat> formats() {
    return engine.formats();
  }

  @Override
  public Optional<String> unavailable() {
    return engine.unavailable();
  }

  @Override
  public Set<Capability> capabilities() {
    return engine.capabilities();
  }

  @Override
  public Set<DType> dtypes() {
    return engine.dtypes();
  }

  @Override
  public List<String> accelerators() {
    return engine.accelerators();
  }

  @Override
  public Map<String, String> options() {
    return engine.options();
  }

  @Override
  public RuntimeModel load(ModelSource source, LoadOptions options) {
    for (String key : options.options(name()).keySet()) {
      ledger.require(
          options().containsKey(key),
          "load with option '" + key + "', which is none of " + options().keySet());
    }
    boolean cancels = capabilities().contains(Capability.CANCELLATION);
    RuntimeModel model = engine.load(source, options);
    return new AssertingModel(ledger, source.name(), model, cancels);
  }

  /** The engine that it wraps. */
  @Override
  public String toString() {
    return "asserting " + engine;
  }
}
