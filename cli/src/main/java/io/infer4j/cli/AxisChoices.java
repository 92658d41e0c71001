package io.infer4j.cli;

import io.infer4j.Shape;
import io.infer4j.TensorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** All ways in which a file's tensor may be a canonical one, the most usual first. */
final class AxisChoices {
  /** Layouts that frameworks have for the same tensors. */
  private static final List<List<String>> FAMILIES =
      List.of(
          List.of("CHW", "HWC"),
          List.of("NCT", "NTC"),
          List.of("NCHW", "NHWC"),
          List.of("NCTHW", "NTCHW", "NTHWC"));

  /** Beyond it there would be too many orders to try. */
  private static final int MOST_AXES = 5;

  private final TensorSpec canonical;
  private final TensorSpec file;
  private final List<AxisChoice> found = new ArrayList<>();

  private AxisChoices(TensorSpec canonical, TensorSpec file) {
    this.canonical = canonical;
    this.file = file;
  }

  /**
   * Those that the two shapes and layouts allow.
   *
   * @param stated the file's layout where the user has stated it; needs the canonical one
   */
  static List<AxisChoice> between(TensorSpec canonical, TensorSpec file, @Nullable String stated) {
    AxisChoices choices = new AxisChoices(canonical, file);
    String from = letters(canonical);
    if (stated != null && from != null) {
      choices.addLetters(from, stated, AxisChoice.Kind.CONVENTION);
    } else {
      choices.findAll();
    }
    return choices.found;
  }

  private void findAll() {
    int rank = canonical.shape().hasRank() ? canonical.shape().rank() : 0;
    List<Integer> same = IntStream.range(0, rank).boxed().toList();
    add(new AxisChoice(same, AxisChoice.Kind.SAME, null, null));
    for (List<String> family : FAMILIES) {
      for (String from : family) {
        for (String to : family) {
          boolean known = letters(canonical) == null || from.equals(letters(canonical));
          boolean told = letters(file) == null || to.equals(letters(file));
          if (from.length() == rank && known && told) {
            addLetters(from, to, AxisChoice.Kind.CONVENTION);
          }
        }
      }
    }
    // Where the file does not tell its shape, all orders would fit.
    if (rank > 1 && rank <= MOST_AXES && file.shape().hasRank()) {
      addOdd(new ArrayList<>(), same);
    }
  }

  private static @Nullable String letters(TensorSpec spec) {
    return spec.layout() == null ? null : spec.layout().toString();
  }

  private void addLetters(String from, String to, AxisChoice.Kind kind) {
    List<Integer> axes = to.chars().map(from::indexOf).boxed().toList();
    boolean same = from.equals(to);
    add(new AxisChoice(axes, same ? AxisChoice.Kind.SAME : kind, from, to));
  }

  private void addOdd(List<Integer> begun, List<Integer> all) {
    if (begun.size() < all.size()) {
      for (Integer axis : all) {
        if (!begun.contains(axis)) {
          List<Integer> longer = new ArrayList<>(begun);
          longer.add(axis);
          addOdd(longer, all);
        }
      }
      return;
    }
    String from = letters(canonical);
    StringBuilder to = new StringBuilder();
    for (int axis : begun) {
      to.append(from == null ? "" : from.charAt(axis));
    }
    AxisChoice odd =
        new AxisChoice(begun, AxisChoice.Kind.ODD, from, from == null ? null : to.toString());
    if (found.stream().noneMatch(other -> other.axes().equals(begun))) {
      add(odd);
    }
  }

  private void add(AxisChoice choice) {
    if (!fits(choice)) {
      return;
    }
    for (int i = 0; i < found.size(); i++) {
      AxisChoice other = found.get(i);
      if (other.axes().equals(choice.axes())) {
        if (other.kind() != AxisChoice.Kind.SAME) {
          // Two pairs of names for one order: which it is, the user has to say.
          found.set(i, new AxisChoice(choice.axes(), choice.kind(), null, null));
        }
        return;
      }
    }
    found.add(choice);
  }

  private boolean fits(AxisChoice choice) {
    Shape from = canonical.shape();
    Shape to = file.shape();
    if (!from.hasRank() || !to.hasRank()) {
      return true;
    }
    if (from.rank() != to.rank() || choice.axes().size() != to.rank()) {
      return false;
    }
    for (int i = 0; i < to.rank(); i++) {
      long wanted = from.dim(choice.axes().get(i));
      if (wanted != Shape.DYNAMIC && to.dim(i) != Shape.DYNAMIC && wanted != to.dim(i)) {
        return false;
      }
    }
    return true;
  }
}
