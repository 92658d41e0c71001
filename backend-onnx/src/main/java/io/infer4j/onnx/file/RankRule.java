package io.infer4j.onnx.file;

import io.infer4j.Shape;
import org.jspecify.annotations.Nullable;

/**
 * Which ranks an operator takes whose kernel in ONNX Runtime does not check them, but ends the
 * process ({@code std::terminate} by a violated bound) or reads what is not there. Found by running
 * every standard operator with every rank; where a model states the rank, the runtime checks it at
 * load.
 */
public final class RankRule {
  /** The attribute that states the ranks of Einsum's operands. */
  static final String EQUATION = "equation";

  /** The attribute whose length states the rank that pooling takes. */
  static final String KERNEL_SHAPE = "kernel_shape";

  private static final int ANY = Integer.MAX_VALUE;

  private final String operator;
  private final int least;
  private final int most;

  private RankRule(String operator, int least, int most) {
    this.operator = operator;
    this.least = least;
    this.most = most;
  }

  /**
   * The rule for an operator's operand of that index, null if its kernel checks the rank.
   *
   * @param equation what {@link #EQUATION} says
   * @param kernel the length of {@link #KERNEL_SHAPE}
   */
  static @Nullable RankRule of(String operator, int operand, String equation, int kernel) {
    return switch (operator) {
      case "MaxPool" -> kernel > 0 ? new RankRule(operator, kernel + 2, kernel + 2) : null;
      case "ReverseSequence" -> operand == 0 ? new RankRule(operator, 2, ANY) : null;
      case "STFT" -> operand == 0 ? new RankRule(operator, 2, ANY) : null;
      case "Conv", "GridSample" -> operand < 2 ? new RankRule(operator, 3, ANY) : null;
      case "DFT" -> operand == 0 ? new RankRule(operator, 2, ANY) : null;
      case "GatherND" -> new RankRule(operator, 1, ANY);
      case "GRU", "LSTM", "RNN" -> operand < 3 ? new RankRule(operator, 3, 3) : null;
      case "RoiAlign" ->
          new RankRule(operator, operand == 0 ? 4 : operand == 1 ? 2 : 1, operand == 0 ? 4 : ANY);
      case "Einsum" -> einsum(operand, equation);
      default -> null;
    };
  }

  private static @Nullable RankRule einsum(int operand, String equation) {
    int arrow = equation.indexOf("->");
    String[] terms = (arrow < 0 ? equation : equation.substring(0, arrow)).split(",", -1);
    if (operand >= terms.length) {
      return null;
    }
    int letters = 0;
    for (int i = 0; i < terms[operand].length(); i++) {
      letters += Character.isLetter(terms[operand].charAt(i)) ? 1 : 0;
    }
    return new RankRule("Einsum", letters, terms[operand].contains("...") ? ANY : letters);
  }

  public boolean accepts(Shape shape) {
    return shape.rank() >= least && shape.rank() <= most;
  }

  /** For instance {@code a tensor of rank 3, which operator LSTM takes}. */
  @Override
  public String toString() {
    String rank = most == ANY ? "of rank " + least + " or more" : "of rank " + least;
    return "a tensor " + rank + ", which operator " + operator + " takes";
  }
}
