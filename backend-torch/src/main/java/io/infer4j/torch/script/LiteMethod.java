package io.infer4j.torch.script;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A method as its bytecode declares it. */
public final class LiteMethod {
  public final MethodSchema schema;

  /** By argument, {@link Pickle#OTHER} for one that is no plain value; null for none, or None. */
  private final List<@Nullable Object> defaults = new ArrayList<>();

  /**
   * @param declared {@code arguments}, {@code returns} and what they are, as the pickle has them
   * @throws RuntimeException of some kind if it is damaged
   */
  LiteMethod(Object declared) {
    List<Argument> arguments = new ArrayList<>();
    List<?> all = Bytecode.list(Bytecode.entry(declared, "arguments"));
    for (Object argument : all.subList(1, all.size())) {
      String type = Bytecode.string(Bytecode.entry(argument, "type"));
      Object value = Bytecode.entry(argument, "default_value");
      String name = Bytecode.string(Bytecode.entry(argument, "name"));
      arguments.add(new Argument(name, type, value != null));
      defaults.add(value);
    }
    List<?> returns = Bytecode.list(Bytecode.entry(declared, "returns"));
    String type =
        returns.size() == 1 ? Bytecode.string(Bytecode.entry(returns.get(0), "type")) : "";
    this.schema = new MethodSchema(arguments, type);
  }

  public @Nullable Object defaultOf(int argument) {
    return defaults.get(argument);
  }
}
