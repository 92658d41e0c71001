package io.infer4j;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Checks what a caller gives a model against the model's inputs, before native code sees it. */
final class InputCheck {
  private final List<TensorSpec> specs;
  private final String otherShapes;

  /**
   * @param otherShapes how another shape can be had, empty if it cannot
   */
  InputCheck(List<TensorSpec> specs, String otherShapes) {
    this.specs = specs;
    this.otherShapes = otherShapes;
  }

  /** The tensors in the model's order, null for optional ones left out. */
  List<@Nullable Tensor> inOrder(Map<String, Tensor> inputs) {
    @Nullable Tensor[] ordered = new Tensor[specs.size()];
    int found = 0;
    for (int i = 0; i < ordered.length; i++) {
      TensorSpec spec = specs.get(i);
      Tensor tensor = inputs.get(spec.name());
      if (tensor == null && !spec.isOptional()) {
        checkNames(inputs);
        throw new InvalidInputException(
            spec.name(), "a tensor " + spec, "none; given are " + inputs.keySet());
      }
      if (tensor != null) {
        check(spec, tensor);
        ordered[i] = tensor;
        found++;
      }
    }
    if (found != inputs.size()) {
      checkNames(inputs);
    }
    return Arrays.asList(ordered);
  }

  /** The one input of a model that takes one. */
  List<@Nullable Tensor> single(Tensor tensor) {
    List<@Nullable Tensor> ordered = new ArrayList<>(1);
    TensorSpec spec = only();
    check(spec, tensor);
    for (TensorSpec each : specs) {
      ordered.add(each == spec ? tensor : null);
    }
    return ordered;
  }

  /** The only input, or the only one that has to be given. */
  TensorSpec only() {
    if (specs.isEmpty()) {
      throw new IllegalArgumentException("the model takes no input, but one was given");
    }
    TensorSpec only = specs.size() == 1 ? specs.get(0) : null;
    for (TensorSpec spec : specs) {
      if (!spec.isOptional() && only != null && only != spec) {
        throw unnamed(spec);
      }
      only = spec.isOptional() ? only : spec;
    }
    if (only == null) {
      throw unnamed(specs.get(0));
    }
    return only;
  }

  private InvalidInputException unnamed(TensorSpec spec) {
    return new InvalidInputException(
        spec.name(),
        "the " + specs.size() + " inputs " + Names.of(specs) + " by name",
        "a single value without a name");
  }

  /** Refuses names that the model does not have. */
  void checkNames(Map<String, ?> given) {
    List<String> known = Names.of(specs);
    for (Map.Entry<String, ?> entry : given.entrySet()) {
      String name = entry.getKey();
      Objects.requireNonNull(entry.getValue(), "what is given for input '" + name + "'");
      if (!known.contains(name)) {
        throw new InvalidInputException(
            name,
            "one of the model's inputs " + known,
            "a name that it does not have" + Names.suggestion(name, known));
      }
    }
  }

  void check(TensorSpec spec, Tensor tensor) {
    DType dtype = spec.dtype();
    if (dtype != null && dtype != tensor.dtype()) {
      boolean converts = dtype != DType.STRING && tensor.dtype() != DType.STRING;
      throw new InvalidInputException(
          spec.name(),
          dtype + spec.shape().toString(),
          tensor.dtype()
              + tensor.shape().toString()
              + (converts ? "; Tensor.to(DType) converts" : ""));
    }
    checkShape(spec, tensor.shape());
  }

  void checkShape(TensorSpec spec, Shape shape) {
    if (!spec.shape().accepts(shape)) {
      boolean isOpenable = !otherShapes.isEmpty() && spec.shape().rank() == shape.rank();
      throw new InvalidInputException(
          spec.name(),
          "shape " + spec.shape(),
          "shape "
              + shape
              + difference(spec.shape(), shape)
              + (isOpenable ? "; " + otherShapes : ""));
    }
  }

  private static String difference(Shape declared, Shape given) {
    if (declared.rank() != given.rank()) {
      return " (rank " + given.rank() + ", not " + declared.rank() + ")";
    }
    for (int i = 0; i < declared.rank(); i++) {
      if (declared.dim(i) != Shape.DYNAMIC && declared.dim(i) != given.dim(i)) {
        return " (axis " + i + " is " + given.dim(i) + ", not " + declared.dim(i) + ")";
      }
    }
    return "";
  }
}
