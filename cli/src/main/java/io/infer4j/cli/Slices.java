package io.infer4j.cli;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds an output's values against expected ones slice by slice, along each axis: what is small
 * beside the rest of the output, as scores are beside boxes in pixels, is looked at on its own. A
 * slice is another network's where it is no nearer than a constant would be, or does not go up and
 * down with what is expected. Both hold of honest variants, whose noise may be large in small
 * slices, as long as they have anything to say.
 */
final class Slices {
  /** Against how much a slice varies: a constant differs by 1, another network by about 1.4. */
  private static final double LARGEST_ERROR = 1;

  private static final double LEAST_CORRELATION = 0.5;

  /** Of a slice in all trials: below it two networks may be alike by chance, or one not alike. */
  static final int FEWEST_VALUES = 16;

  private static final double FEWEST_PLACES = 4;

  private final List<double[]> expected;
  private final int trials;
  private final int length;
  private final boolean judged;
  private final Steps steps;

  /** Of each element over the trials: sums of squares, of products and of fourth powers. */
  private final double[] squares;

  private final double[] fourths;
  private final double[] others;
  private final double[] products;
  private final double[] differences;
  private final double[] greatest;

  /** Compares the trials; whole numbers, such as labels, are not judged by slices. */
  Slices(List<double[]> expected, List<double[]> got) {
    this.expected = expected;
    this.trials = expected.size();
    this.length = expected.get(0).length;
    boolean same = expected.stream().allMatch(trial -> trial.length == length);
    this.judged = same && trials > 1 && !Deviation.areWhole(expected);
    this.steps = judged ? Steps.of(got) : Steps.NONE;
    int size = judged ? length : 0;
    squares = new double[size];
    fourths = new double[size];
    others = new double[size];
    products = new double[size];
    differences = new double[size];
    greatest = new double[size];
    for (int i = 0; i < size; i++) {
      add(i, got);
    }
  }

  private void add(int i, List<double[]> got) {
    double wanted = 0;
    double theirs = 0;
    for (int t = 0; t < trials; t++) {
      wanted += expected.get(t)[i] / trials;
      theirs += got.get(t)[i] / trials;
      greatest[i] = Math.max(greatest[i], Math.abs(expected.get(t)[i]));
    }
    if (!Double.isFinite(wanted) || !Double.isFinite(theirs)) {
      return; // a NaN or an infinity: for the comparison of the whole
    }
    for (int t = 0; t < trials; t++) {
      double a = expected.get(t)[i] - wanted;
      double b = got.get(t)[i] - theirs;
      squares[i] += a * a;
      fourths[i] += a * a * a * a;
      others[i] += b * b;
      products[i] += a * b;
      differences[i] += Math.pow(expected.get(t)[i] - got.get(t)[i], 2);
    }
  }

  /** Where the output is another network's, and by how much, or null. */
  @Nullable String apart(long... dims) {
    for (int axis = 0; judged && axis < dims.length; axis++) {
      int size = (int) dims[axis];
      if (size < 2 || (long) trials * length / size < FEWEST_VALUES) {
        continue;
      }
      int inner = 1;
      for (int i = axis + 1; i < dims.length; i++) {
        inner *= (int) dims[i];
      }
      for (int index = 0; index < size; index++) {
        String apart = apart(size, inner, index);
        if (apart != null) {
          return "at " + index + " of axis " + axis + " " + apart;
        }
      }
    }
    return null;
  }

  private @Nullable String apart(int size, int inner, int index) {
    double all = 0;
    double fourth = 0;
    double other = 0;
    double product = 0;
    double difference = 0;
    double most = 0;
    for (int block = index * inner; block < length; block += size * inner) {
      for (int i = block; i < block + inner; i++) {
        all += squares[i];
        fourth += fourths[i];
        other += others[i];
        product += products[i];
        difference += differences[i];
        most = Math.max(most, greatest[i]);
      }
    }
    double count = (double) length / size;
    double spread = Math.sqrt(all / count / (trials - 1));
    if (!steps.show(spread, most) || all * all < FEWEST_PLACES * fourth) {
      return null;
    }
    double error = Math.sqrt(difference / count / trials) / spread;
    double correlation = other == 0 ? 0 : product / Math.sqrt(all) / Math.sqrt(other);
    return error <= LARGEST_ERROR && correlation >= LEAST_CORRELATION
        ? null
        : Figures.format(
            "differs by %s of how much it varies there from input to input, correlation %.2f",
            Figures.percent(error), correlation);
  }

  /** What the trials leave open, in words, or null. */
  @Nullable String open() {
    int fixed = 0;
    int coarse = 0;
    for (int i = 0; i < squares.length; i++) {
      double spread = Math.sqrt(squares[i] / (trials - 1));
      if (!Steps.NONE.show(spread, greatest[i])) {
        fixed++;
      } else if (!steps.show(spread, greatest[i])) {
        coarse++;
      }
    }
    if (fixed + coarse == 0) {
      return null;
    }
    String all = " of " + length + " values ";
    return (fixed == 0 ? "" : fixed + all + "are the same, or nearly, for all inputs")
        + (fixed == 0 || coarse == 0 ? "" : ", ")
        + (coarse == 0 ? "" : coarse + all + "vary by less than the variant can tell apart")
        + ": nothing is known of these";
  }

  /**
   * What a variant can tell apart, by its values: those of a quantised one are multiples of a step,
   * those of a 16-bit one have few digits.
   */
  private record Steps(double step, double relative) {
    static final Steps NONE = new Steps(0, 1e-5);

    /** Fewer values may be multiples of something by chance. */
    private static final int FEWEST = 8;

    private static final double MOST = 1 << 17;

    static Steps of(List<double[]> trials) {
      double[] values =
          trials.stream()
              .flatMapToDouble(Arrays::stream)
              .filter(Double::isFinite)
              .sorted()
              .distinct()
              .toArray();
      if (values.length < FEWEST) {
        return NONE;
      }
      double step = Double.POSITIVE_INFINITY;
      for (int i = 1; i < values.length; i++) {
        step = Math.min(step, values[i] - values[i - 1]);
      }
      double least = step;
      if (Arrays.stream(values).allMatch(value -> isMultiple(value, least))) {
        return new Steps(step, NONE.relative);
      }
      boolean brain = Arrays.stream(values).allMatch(value -> hasZeros(value, 16));
      boolean half = Arrays.stream(values).allMatch(value -> hasZeros(value, 13));
      return brain
          ? new Steps(0, Math.scalb(1.0, -7))
          : half ? new Steps(0, Math.scalb(1.0, -10)) : NONE;
    }

    private static boolean isMultiple(double value, double step) {
      double times = value / step;
      return Math.abs(times) < MOST && Math.abs(times - Math.rint(times)) < 0.02;
    }

    private static boolean hasZeros(double value, int bits) {
      return Float.floatToIntBits((float) value) << (32 - bits) == 0;
    }

    /** Whether values that vary that much are more than two steps. */
    boolean show(double spread, double greatest) {
      return spread > 2 * step && spread > relative * greatest;
    }
  }
}
