package io.infer4j.wrap;

import io.infer4j.InferenceEngines;
import io.infer4j.LoadOptions;
import io.infer4j.Model;
import io.infer4j.ModelSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A door into {@link InferenceEngines} that applications do not see. */
public abstract class WrappedLoading {
  private static volatile @Nullable WrappedLoading door;

  /** Set by {@link InferenceEngines} before there is an instance of it. */
  public static void open(WrappedLoading loading) {
    door = loading;
  }

  /** As {@link InferenceEngines#load}, with {@code wrapper}'s model around the engine's. */
  public static Model load(
      InferenceEngines engines, ModelSource source, LoadOptions options, ModelWrapper wrapper) {
    return Objects.requireNonNull(door).loadWrapped(engines, source, options, wrapper);
  }

  /** See {@link #load}. */
  protected abstract Model loadWrapped(
      InferenceEngines engines, ModelSource source, LoadOptions options, ModelWrapper wrapper);
}
