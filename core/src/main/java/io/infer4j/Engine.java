package io.infer4j;

import io.infer4j.spi.InferenceEngine;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A runtime on the class path, as an application sees it: what it is called, what it reads and what
 * it can do here. Immutable; two are equal if they stand for the same engine.
 */
public final class Engine {
  private final InferenceEngine engine;

  Engine(InferenceEngine engine) {
    this.engine = engine;
  }

  /** Lower case and stable: what {@link LoadOptions#withEngine} takes, {@code onnxruntime} say. */
  public String name() {
    return engine.name();
  }

  /** The runtime's version, not the backend's; {@code unknown} while it cannot be told. */
  public String version() {
    return engine.version();
  }

  /** The file formats that it reads. */
  public Set<ModelFormat> formats() {
    return Collections.unmodifiableSet(engine.formats());
  }

  /**
   * Why it cannot be used on this machine, in a sentence that says what to do; empty if it can. May
   * load native libraries.
   */
  public Optional<String> unavailable() {
    try {
      return engine.unavailable();
    } catch (RuntimeException | LinkageError e) {
      return Optional.of(chain(e));
    }
  }

  /** What it can do beyond loading and running. */
  public Set<Capability> capabilities() {
    return Collections.unmodifiableSet(engine.capabilities());
  }

  /** The element types that inputs and outputs can have. */
  public Set<DType> dtypes() {
    return Collections.unmodifiableSet(engine.dtypes());
  }

  /**
   * The names that {@link LoadOptions#withAccelerators} takes here and now, {@code cpu} included.
   */
  public List<String> accelerators() {
    return Collections.unmodifiableList(engine.accelerators());
  }

  /** The keys that {@link LoadOptions#withOption} takes for it, each with a line of help. */
  public Map<String, String> options() {
    return Collections.unmodifiableMap(engine.options());
  }

  /** The names of the formats, "onnx, ort". */
  static String formats(InferenceEngine engine) {
    Set<String> names = new TreeSet<>();
    for (ModelFormat format : engine.formats()) {
      names.add(format.name());
    }
    return String.join(", ", names);
  }

  /** "what happened, because ...", as far as the causes say something new. */
  static String chain(Throwable e) {
    StringBuilder text = new StringBuilder(e.toString());
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      if (text.indexOf(cause.toString()) < 0) {
        text.append(", because ").append(cause);
      }
    }
    return text.toString();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Engine same && same.engine == engine;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(engine);
  }

  /** The name and the version. */
  @Override
  public String toString() {
    return name() + " " + version();
  }
}
