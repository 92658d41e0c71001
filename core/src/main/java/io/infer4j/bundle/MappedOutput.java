package io.infer4j.bundle;

import io.infer4j.RunFailedException;
import io.infer4j.Tensor;
import io.infer4j.convert.Conversion;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An output as the application sees it, made from the runtime's. */
final class MappedOutput {
  final TensorMapping mapping;
  private @Nullable Tensor source;
  private @Nullable Tensor target;
  private @Nullable Conversion conversion;

  MappedOutput(TensorMapping mapping) {
    this.mapping = mapping;
  }

  /** Takes over the runtime's tensor; where it is the one that it was, nothing is to be done. */
  void follow(@Nullable Tensor newSource) {
    if (newSource == source) {
      return;
    }
    source = newSource;
    target = null;
    conversion = null;
    if (newSource != null) {
      check(newSource);
      prepare(newSource);
    }
  }

  private void check(Tensor given) {
    if (given.dtype() != mapping.fileDtype || !mapping.fileShape.accepts(given.shape())) {
      throw new RunFailedException(
          "output '"
              + mapping.spec.name()
              + "': the bundle expects "
              + mapping.fileDtype
              + mapping.fileShape
              + " of the model, got "
              + given.dtype()
              + given.shape());
    }
  }

  private void prepare(Tensor given) {
    if (mapping.isDirect()) {
      target = given;
    } else if (mapping.isView(mapping.toCanonical(given.shape()))) {
      target = given.reshape(mapping.toCanonical(given.shape()).dims());
    } else {
      Tensor own =
          Tensor.allocate(
              Objects.requireNonNull(mapping.spec.dtype()), mapping.toCanonical(given.shape()));
      target = own;
      conversion = mapping.toCanonical(given, own);
    }
  }

  void fill() {
    if (conversion != null) {
      conversion.run();
    }
  }

  @Nullable Tensor tensor() {
    return target;
  }
}
