package io.infer4j.testkit.reference;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The operators that there are. Operands of elementwise ones broadcast as in NumPy and have one
 * dtype; attributes in brackets may be left out.
 *
 * <pre>
 * identity x                      a copy, of any dtype
 * relu, sigmoid, tanh, neg x      elementwise
 * add, sub, mul, div a b          elementwise; integers wrap
 * greater, equal a b              elementwise, a bool
 * where c a b                     a where the bool c is true, else b
 * cast x to=D                     reals toward zero, integers by their low bits
 * matmul a b                      the last two axes; a has any rank from 2 on, b has 2
 * conv2d x w b                    NCHW, OIHW; [stride=1] [padding=0]
 * softmax x axis=N
 * sum, mean, max x                [axes=N,N] all by default, [keep=false] as axes of size 1
 * gru x w r bw br                 batch first, gates r z n, all as in PyTorch; [reverse=false]
 * quantize x to=D scale=S zero_point=Z       nearest, ties to even, clamped
 * dequantize x scale=S zero_point=Z          to float32
 * reshape x shape=N,-1            one -1 takes the rest
 * transpose x axes=N,N
 * slice x axis=N from=N to=N      [step=1]
 * concat a b ... axis=N
 * gather x index                  rows of the first axis
 * nonzero x                       int64 [count, rank]: a shape that depends on the data
 * accumulate x                    the sum of all x that a binding has seen since it was reset
 * delay x milliseconds=N          a copy that takes its time
 * </pre>
 */
final class Operators {
  static final Operator IDENTITY = operator(1, (in, at) -> Rearranging.identity(in.get(0)));

  private static final Map<String, Operator> ALL = new LinkedHashMap<>();

  static {
    ALL.put("identity", IDENTITY);
    ALL.put("relu", operator(1, (in, at) -> Elementwise.unary(in.get(0), x -> Math.max(x, 0))));
    ALL.put("sigmoid", operator(1, (in, at) -> Elementwise.unary(in.get(0), Elementwise::sigmoid)));
    ALL.put("tanh", operator(1, (in, at) -> Elementwise.unary(in.get(0), Math::tanh)));
    ALL.put("neg", operator(1, (in, at) -> Elementwise.unary(in.get(0), x -> -x)));
    ALL.put("add", operator(2, (in, at) -> Elementwise.binary(in, Double::sum, Long::sum)));
    ALL.put(
        "sub", operator(2, (in, at) -> Elementwise.binary(in, (a, b) -> a - b, (a, b) -> a - b)));
    ALL.put(
        "mul", operator(2, (in, at) -> Elementwise.binary(in, (a, b) -> a * b, (a, b) -> a * b)));
    ALL.put(
        "div", operator(2, (in, at) -> Elementwise.binary(in, (a, b) -> a / b, (a, b) -> a / b)));
    ALL.put("greater", operator(2, (in, at) -> Elementwise.compare(in, (a, b) -> a > b ? 1 : 0)));
    ALL.put("equal", operator(2, (in, at) -> Elementwise.compare(in, (a, b) -> a == b ? 1 : 0)));
    ALL.put("where", operator(3, (in, at) -> Elementwise.where(in)));
    ALL.put("cast", operator(1, (in, at) -> Elementwise.cast(in.get(0), at.dtype("to")), "to"));
    ALL.put("matmul", operator(2, (in, at) -> Linear.matmul(in.get(0), in.get(1))));
    ALL.put("conv2d", operator(3, Linear::conv2d, "stride", "padding"));
    ALL.put("softmax", operator(1, (in, at) -> Reducing.softmax(in.get(0), at), "axis"));
    ALL.put("sum", operator(1, (in, at) -> Reducing.sum(in.get(0), at), "axes", "keep"));
    ALL.put("mean", operator(1, (in, at) -> Reducing.mean(in.get(0), at), "axes", "keep"));
    ALL.put("max", operator(1, (in, at) -> Reducing.max(in.get(0), at), "axes", "keep"));
    ALL.put("gru", operator(5, Gru::bind, "reverse"));
    ALL.put(
        "quantize",
        operator(1, (in, at) -> Quantizing.quantize(in.get(0), at), "to", "scale", "zero_point"));
    ALL.put(
        "dequantize",
        operator(1, (in, at) -> Quantizing.dequantize(in.get(0), at), "scale", "zero_point"));
    ALL.put("reshape", operator(1, (in, at) -> Rearranging.reshape(in.get(0), at), "shape"));
    ALL.put("transpose", operator(1, (in, at) -> Rearranging.transpose(in.get(0), at), "axes"));
    ALL.put(
        "slice",
        operator(1, (in, at) -> Rearranging.slice(in.get(0), at), "axis", "from", "to", "step"));
    ALL.put("concat", operator(-1, Rearranging::concat, "axis"));
    ALL.put("gather", operator(2, (in, at) -> Rearranging.gather(in.get(0), in.get(1))));
    ALL.put("nonzero", new Operator(1, true, Set.of(), (in, at) -> NonZero.of(in.get(0))));
    ALL.put("accumulate", operator(1, (in, at) -> Accumulating.of(in.get(0))));
    ALL.put("delay", operator(1, (in, at) -> Delay.of(in.get(0), at), "milliseconds"));
  }

  private Operators() {}

  /** The operator of that name, or null. */
  static @Nullable Operator find(String name) {
    return ALL.get(name);
  }

  static Set<String> names() {
    return Collections.unmodifiableSet(ALL.keySet());
  }

  private static Operator operator(int operands, Operator.Binder binder, String... attributes) {
    return new Operator(operands, false, Set.of(attributes), binder);
  }
}
