package io.infer4j.torch.values;

import io.infer4j.DType;
import io.infer4j.ModelLoadException;
import io.infer4j.Shape;
import io.infer4j.TensorSpec;
import io.infer4j.torch.TorchEngine;
import io.infer4j.torch.script.Argument;
import io.infer4j.torch.script.MethodSchema;
import io.infer4j.torch.script.ModelText;
import io.infer4j.torch.script.ValueType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The inputs of a method, and the arguments that they are given to. */
public final class ModelInputs {
  public final List<TensorSpec> specs;

  /** One for each argument; null for one that keeps its default. */
  public final List<@Nullable Part> arguments;

  /** A sentence for each list or dict of which nobody says what is in it. */
  public final List<String> notes;

  private ModelInputs(List<TensorSpec> specs, List<@Nullable Part> arguments, List<String> notes) {
    this.specs = Collections.unmodifiableList(specs);
    this.arguments = Collections.unmodifiableList(arguments);
    this.notes = notes;
  }

  /**
   * The parts of the arguments that are tensors, numbers or texts, under their own names or those
   * that the extra file gives.
   *
   * @param told the names of what is in lists and dicts, from the load options; null for none
   * @throws ModelLoadException if the file contradicts the method, or the method needs something
   *     that no tensor can stand for
   */
  public static ModelInputs of(
      String model,
      String method,
      MethodSchema schema,
      ModelText text,
      Set<DType> dtypes,
      @Nullable List<String> told) {
    List<TensorSpec> declared = text.inputs == null ? Collections.emptyList() : text.inputs;
    InputTree tree = new InputTree(told == null ? Specs.names(declared) : told, told == null);
    List<@Nullable Part> arguments = new ArrayList<>();
    for (Argument argument : schema.arguments) {
      Part part = tree.part(argument);
      if (part == null && !argument.isOptional()) {
        throw new ModelLoadException(
            "method '"
                + method
                + "' of "
                + model
                + " needs the argument '"
                + argument.name
                + ": "
                + argument.type
                + "'; infer4j gives tensors, numbers, texts, and tuples, lists and dicts of these,"
                + " so export the model with a default for it");
      }
      arguments.add(part);
    }
    if (told != null && !tree.unused().isEmpty()) {
      throw new ModelLoadException(
          "option "
              + TorchEngine.NAME
              + ".inputs: expected names of what is in the lists and dicts that method '"
              + method
              + "' of "
              + model
              + " takes "
              + tree.open()
              + ", got "
              + Specs.some(tree.unused()));
    }
    List<TensorSpec> specs = new ArrayList<>();
    Matching matching = new Matching(declared, told != null, tree, text, dtypes);
    for (InputTree.Leaf leaf : tree.leaves) {
      specs.add(matching.spec(leaf));
    }
    if (matching.left() > 0) {
      throw text.wrong(
          "input." + matching.firstLeft() + ".name",
          "no more inputs than method '" + method + "' takes: " + tree.names(),
          declared.size() + " inputs " + Specs.some(Specs.names(declared)));
    }
    if (new HashSet<>(Specs.names(specs)).size() != specs.size()) {
      throw text.wrong("input", "a name of its own for each input", Specs.some(Specs.names(specs)));
    }
    return new ModelInputs(specs, arguments, tree.notes);
  }

  /** Which entry of the extra file tells of which input. */
  private static final class Matching {
    private final Map<String, TensorSpec> byPath = new HashMap<>();
    private final Map<TensorSpec, Integer> indices = new HashMap<>();
    private final Deque<TensorSpec> inOrder = new ArrayDeque<>();
    private final ModelText text;
    private final Set<DType> dtypes;

    Matching(
        List<TensorSpec> declared,
        boolean overridden,
        InputTree tree,
        ModelText text,
        Set<DType> dtypes) {
      this.text = text;
      this.dtypes = dtypes;
      Set<String> paths = new HashSet<>();
      for (InputTree.Leaf leaf : tree.leaves) {
        if (leaf.told) {
          paths.add(leaf.part.path);
        }
      }
      for (TensorSpec spec : declared) {
        indices.put(spec, indices.size());
        if (paths.contains(spec.name())) {
          byPath.put(spec.name(), spec);
        } else if (!overridden || !tree.isInside(spec.name())) {
          inOrder.add(spec);
        }
      }
    }

    int left() {
      return inOrder.size();
    }

    int firstLeft() {
      return Objects.requireNonNull(indices.get(inOrder.getFirst()));
    }

    TensorSpec spec(InputTree.Leaf leaf) {
      TensorSpec declared = leaf.told ? byPath.get(leaf.part.path) : inOrder.poll();
      ValueType type = leaf.part.type;
      TensorSpec own = TensorSpec.of(leaf.part.path, dtype(type), shape(type));
      TensorSpec spec = declared == null ? own : checked(declared, own, type);
      return leaf.optional ? spec.asOptional() : spec;
    }

    private TensorSpec checked(TensorSpec declared, TensorSpec own, ValueType type) {
      String key = "input." + indices.get(declared) + ".";
      DType dtype = declared.dtype();
      if (type.kind == ValueType.Kind.TENSOR) {
        text.check(declared, dtypes);
        return declared;
      }
      List<DType> possible = possible(type.kind == ValueType.Kind.LIST ? type.inner.get(0) : type);
      if (dtype != null && !possible.contains(dtype)) {
        throw text.wrong(
            key + "dtype", "one of " + possible + ", as the model takes " + type, "" + dtype);
      }
      Shape shape = declared.shape();
      if (shape.hasRank() && shape.rank() != own.shape().rank()) {
        throw text.wrong(key + "shape", own.shape() + ", as the model takes " + type, "" + shape);
      }
      TensorSpec spec =
          TensorSpec.of(
              declared.name(),
              dtype == null ? own.dtype() : dtype,
              shape.hasRank() ? shape : own.shape());
      return declared.quantization() == null
          ? spec
          : spec.withQuantization(declared.quantization());
    }

    private static List<DType> possible(ValueType type) {
      return switch (type.kind) {
        case INT -> Arrays.asList(DType.INT64, DType.INT32);
        case FLOAT -> Arrays.asList(DType.FLOAT64, DType.FLOAT32);
        case BOOL -> Collections.singletonList(DType.BOOL);
        default -> Collections.singletonList(DType.STRING);
      };
    }

    private static @Nullable DType dtype(ValueType type) {
      return switch (type.kind) {
        case TENSOR -> null;
        case LIST -> possible(type.inner.get(0)).get(0);
        default -> possible(type).get(0);
      };
    }

    private static Shape shape(ValueType type) {
      return switch (type.kind) {
        case TENSOR -> Shape.unknown();
        case LIST -> Shape.of(Shape.DYNAMIC);
        default -> Shape.of();
      };
    }
  }
}
