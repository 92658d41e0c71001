package io.infer4j.torch;

import io.infer4j.ModelLoadException;
import io.infer4j.Shape;
import io.infer4j.TensorSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The inputs of a method, and the arguments that they are given to. */
final class ModelInputs {
  final List<TensorSpec> specs;

  /**
   * All arguments, where the runtime tells them: an argument that takes no tensor has a default. As
   * many as the inputs where it does not.
   */
  final List<Argument> arguments;

  private ModelInputs(List<TensorSpec> specs, List<Argument> arguments) {
    this.specs = Collections.unmodifiableList(specs);
    this.arguments = arguments;
  }

  /**
   * The arguments that take a tensor, under their own names or those that the extra file gives.
   *
   * @throws ModelLoadException if the file contradicts the method, or the method needs something
   *     that is no tensor
   */
  static ModelInputs of(
      String model, String method, @Nullable MethodSchema schema, ModelText text) {
    List<TensorSpec> declared = text.inputs;
    if (schema == null) {
      if (declared == null) {
        throw new ModelLoadException(
            "this binding of PyTorch does not tell the inputs of "
                + model
                + ": declare them in the archive's extra file "
                + ModelText.FILE);
      }
      List<Argument> arguments = new ArrayList<>();
      for (TensorSpec spec : declared) {
        arguments.add(new Argument(spec.name(), "Tensor", false));
      }
      return new ModelInputs(declared, arguments);
    }
    List<TensorSpec> specs = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (Argument argument : schema.arguments) {
      if (argument.isTensor()) {
        TensorSpec spec =
            declared != null && specs.size() < declared.size()
                ? declared.get(specs.size())
                : TensorSpec.of(argument.name, null, Shape.unknown());
        specs.add(argument.isOptional() ? spec.asOptional() : spec);
        names.add(argument.name);
      } else if (!argument.isOptional()) {
        throw new ModelLoadException(
            "method '"
                + method
                + "' of "
                + model
                + " needs the argument '"
                + argument.name
                + ": "
                + argument.type
                + "'; infer4j gives tensors only, so export the model with a default for it");
      }
    }
    if (declared != null && declared.size() > names.size()) {
      throw text.wrong(
          "input." + names.size() + ".name",
          "no more inputs than method '" + method + "' takes: " + names,
          declared.size() + " inputs " + Specs.names(declared));
    }
    if (new HashSet<>(Specs.names(specs)).size() != specs.size()) {
      throw text.wrong("input", "a name of its own for each input", "" + Specs.names(specs));
    }
    return new ModelInputs(specs, schema.arguments);
  }
}
