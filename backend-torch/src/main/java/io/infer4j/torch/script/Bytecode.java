package io.infer4j.torch.script;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The program of a lite-interpreter model, as far as it tells what its runtime's API does not. */
final class Bytecode {
  /** The methods of the module itself, not those of what it consists of. */
  final Map<String, LiteMethod> methods = new LinkedHashMap<>();

  /** Whether a run may write to memory that the model did not make, which may be an input's. */
  final boolean writes;

  /** Whether the model may keep a tensor beyond a run, which may be an input. */
  final boolean keeps;

  /** Whether a run may change what the next one finds; never where it looks at no attribute. */
  final boolean hasState;

  /**
   * @param file {@code bytecode.pkl}
   * @throws RuntimeException of some kind if it is damaged
   */
  Bytecode(byte[] file) {
    boolean writing = false;
    boolean keeping = false;
    boolean attributes = false;
    String owner = null;
    for (Object each : list(Pickle.read(file))) {
      if (!(each instanceof List<?> function)) {
        continue;
      }
      String qualified = string(function.get(0));
      int dot = qualified.lastIndexOf('.') + 1;
      owner = owner == null ? qualified.substring(0, dot) : owner;
      if (qualified.startsWith(owner) && qualified.length() > dot && dot == owner.length()) {
        methods.put(qualified.substring(dot), new LiteMethod(function.get(2)));
      }
      if (qualified.endsWith("__setstate__")) {
        continue; // Runs while the module is loaded, and has no input.
      }
      for (Object operator : list(entry(function.get(1), "operators"))) {
        String name = string(list(operator).get(0));
        writing |= writes(name, string(list(operator).get(1)));
        keeping |= isOfCollection(name);
      }
      for (Object instruction : list(entry(function.get(1), "instructions"))) {
        Object code = list(instruction).get(0);
        keeping |= "SET_ATTR".equals(code);
        attributes |= "SET_ATTR".equals(code) || "GET_ATTR".equals(code);
      }
    }
    this.writes = writing;
    this.keeps = keeping;
    this.hasState = attributes && (writing || keeping);
  }

  /** By PyTorch's naming: {@code aten::add_}, but {@code aten::__and__} does not write. */
  private static boolean writes(String operator, String overload) {
    return (operator.endsWith("_") && !operator.endsWith("__"))
        || overload.contains("out")
        || operator.equals("aten::set_data");
  }

  private static boolean isOfCollection(String operator) {
    return switch (operator) {
      case "aten::append", "aten::insert", "aten::extend", "aten::_set_item", "aten::update" ->
          true;
      case "aten::setdefault" -> true;
      default -> false;
    };
  }

  /** The value of a name in a tuple of pairs. */
  static @Nullable Object entry(@Nullable Object pairs, String name) {
    for (Object pair : list(pairs)) {
      if (name.equals(list(pair).get(0))) {
        return list(pair).get(1);
      }
    }
    throw new IllegalArgumentException("no " + name);
  }

  static List<?> list(@Nullable Object value) {
    return (List<?>) Objects.requireNonNull(value);
  }

  static String string(@Nullable Object value) {
    return (String) Objects.requireNonNull(value);
  }
}
