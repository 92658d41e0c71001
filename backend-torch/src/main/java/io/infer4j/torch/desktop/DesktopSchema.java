package io.infer4j.torch.desktop;

import io.infer4j.torch.script.Argument;
import io.infer4j.torch.script.MethodSchema;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.FunctionSchema;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueOptional;
import org.bytedeco.pytorch.Method;
import org.bytedeco.pytorch.Type;
import org.jspecify.annotations.Nullable;

/** What a method declares, with the values of its arguments' defaults. */
final class DesktopSchema implements AutoCloseable {
  final MethodSchema schema;

  /** One for each argument: its default, None where it may be that, or else null. */
  private final List<@Nullable IValue> defaults = new ArrayList<>();

  /** To be called within a {@link org.bytedeco.javacpp.PointerScope}. */
  DesktopSchema(Method method) {
    FunctionSchema declared = method.function().getSchema();
    List<Argument> arguments = new ArrayList<>();
    org.bytedeco.pytorch.Argument all = declared.arguments();
    // The first is the module itself.
    for (long i = 1; i < all.limit(); i++) {
      org.bytedeco.pytorch.Argument each = all.getPointer(i);
      IValueOptional value = each.default_value();
      boolean hasDefault = value != null && !value.isNull() && value.has_value();
      Argument argument =
          new Argument(
              each.name().getString(StandardCharsets.UTF_8), text(each.type()), hasDefault);
      arguments.add(argument);
      IValue none = argument.isOptional() ? new IValue() : null;
      IValue left = hasDefault ? new IValue(value.get()) : none;
      defaults.add(left == null ? null : Natives.own(left));
    }
    org.bytedeco.pytorch.Argument result = declared.returns();
    this.schema = new MethodSchema(arguments, result.type().get().annotation_str().getString());
    empty(all);
    empty(result);
  }

  /** As Python would write it, a NamedTuple as the tuple that it is. */
  private static String text(Type.TypePtr pointer) {
    Type type = pointer.get();
    StringBuilder inner = new StringBuilder();
    for (long i = 0; i < type.containedTypeSize(); i++) {
      inner.append(i == 0 ? "" : ", ").append(text(type.containedType(i)));
    }
    return switch (type.kind().intern()) {
      case TupleType -> "Tuple[" + inner + "]";
      case ListType -> "List[" + inner + "]";
      case DictType -> "Dict[" + inner + "]";
      case OptionalType -> "Optional[" + inner + "]";
      default -> type.annotation_str().getString(StandardCharsets.UTF_8);
    };
  }

  /**
   * What JavaCPP gives is a copy of a vector, whose memory it frees without destroying what is in
   * it: each load would leave the module's types behind.
   */
  private static void empty(org.bytedeco.pytorch.Argument copy) {
    org.bytedeco.pytorch.Argument nothing = new org.bytedeco.pytorch.Argument();
    for (long i = 0; i < copy.limit(); i++) {
      copy.getPointer(i).put(nothing);
    }
  }

  @Nullable IValue defaultOf(int argument) {
    return defaults.get(argument);
  }

  @Override
  public void close() {
    for (IValue value : defaults) {
      Natives.free(value);
    }
  }
}
