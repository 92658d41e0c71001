package io.infer4j.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.infer4j.DType;
import io.infer4j.RunCancelledException;
import io.infer4j.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GridWindowsTest {
  private static final List<GridWindows> CASES =
      List.of(
          GridWindows.of(8),
          GridWindows.of(5, 6).overlap(0.5),
          GridWindows.of(5, 6).blend(Blend.gaussian()),
          GridWindows.of(8, 4).overlap(0).fill(-1.5f),
          GridWindows.of(8, 4).overlap(0.6).border(Border.REFLECT),
          GridWindows.of(7, 4).overlap(0.6).blend(Blend.gaussian()).border(Border.REPLICATE),
          GridWindows.of(6, 7).overlap(0.5).border(Border.CIRCULAR),
          GridWindows.of(3, 4, 3).overlap(0.5).blend(Blend.gaussian()),
          GridWindows.of(3, 4, 7).overlap(0.9).border(Border.REPLICATE));

  /** Gives the stored predictions in their order, and keeps the windows that it was given. */
  private static final class Recorded implements Predictor {
    private final Tensor predictions;
    private final Tensor input;
    private final List<Float> windows = new ArrayList<>();
    private final List<Integer> batches = new ArrayList<>();
    private int next;

    Recorded(int number, int batch) {
      predictions = Vectors.read("grid" + number + "_predictions");
      long[] dims = Vectors.read("grid" + number + "_windows").shape().dims();
      dims[0] = batch;
      input = Tensor.allocate(DType.FLOAT32, dims);
    }

    @Override
    public Tensor input() {
      return input;
    }

    @Override
    public Tensor predict(int count) {
      for (float value : input.slice(0, count).toFloats()) {
        windows.add(value);
      }
      batches.add(count);
      next += count;
      return predictions.slice(next - count, next);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1", "1, 4", "2, 3", "3, 2", "4, 16", "5, 5", "6, 1", "7, 7", "8, 4", "1, 1", "1, 50"
  })
  void givesWhatMonaisDefinitionGives(int number, int batch) {
    Recorded predictor = new Recorded(number, batch);
    Tensor result = CASES.get(number).run(Vectors.read("grid" + number + "_image"), predictor);
    Tensor expected = Vectors.read("grid" + number + "_result");
    assertThat(result.shape()).isEqualTo(expected.shape());
    assertThat(result.toFloats()).containsExactly(expected.toFloats(), Offset.offset(2e-6f));
    float[] windows = Vectors.read("grid" + number + "_windows").toFloats();
    assertThat(predictor.windows).hasSize(windows.length);
    for (int i = 0; i < windows.length; i++) {
      assertThat(predictor.windows.get(i)).isEqualTo(windows[i]);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 4, 6, 8})
  void givesTheSameBitsAsNumpyWithEqualWeights(int number) {
    Tensor image = Vectors.read("grid" + number + "_image");
    assertThat(CASES.get(number).run(image, new Recorded(number, 4)).toFloats())
        .isEqualTo(Vectors.read("grid" + number + "_result").toFloats());
  }

  private static Predictor identity(int batch, long... window) {
    long[] dims = new long[window.length + 2];
    dims[0] = batch;
    dims[1] = 1;
    System.arraycopy(window, 0, dims, 2, window.length);
    return Predictor.of(Tensor.allocate(DType.FLOAT32, dims), Tensor::copy);
  }

  private static Tensor image(int height, int width) {
    float[] pixels = new float[height * width];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = i;
    }
    return Tensor.of(pixels, 1, 1, height, width);
  }

  @Test
  void fillsBatchesUpToTheStatedNumber() {
    Recorded predictor = new Recorded(1, 16);
    CASES.get(1).run(Vectors.read("grid1_image"), predictor);
    assertThat(predictor.batches).containsExactly(16, 16, 16, 2);
  }

  @Test
  void givesAnImageBackThroughAModelThatDoesNothing() {
    Tensor image = image(7, 9);
    Tensor result = GridWindows.of(4, 4).overlap(0.5).run(image, identity(3, 4, 4));
    assertThat(result.toFloats()).isEqualTo(image.toFloats());
  }

  @Test
  void givesTheGreatestOfWhatOverlaps() {
    int[] call = {0};
    Predictor predictor =
        Predictor.of(
            Tensor.allocate(DType.FLOAT32, 1, 1, 4),
            window -> {
              float value = call[0]++ == 0 ? -1 : -2;
              return Tensor.of(new float[] {value, value, value, value}, 1, 1, 4);
            });
    Tensor line = Tensor.of(new float[6], 1, 1, 6);
    Tensor result = GridWindows.of(4).overlap(0.5).blend(Blend.max()).run(line, predictor);
    assertThat(result.toFloats()).containsExactly(-1, -1, -1, -1, -2, -2);
  }

  @Test
  void acceptsResultsOfTheWholeBatchWhereFewerWindowsWereAskedFor() {
    Tensor memory = Tensor.allocate(DType.FLOAT32, 5, 1, 4, 4);
    Predictor fixed =
        new Predictor() {
          @Override
          public Tensor input() {
            return memory;
          }

          @Override
          public Tensor predict(int count) {
            return memory;
          }
        };
    Tensor image = image(7, 9);
    assertThat(GridWindows.of(4, 4).overlap(0.5).run(image, fixed).toFloats())
        .isEqualTo(image.toFloats());
  }

  @Test
  void tellsHowFarItIs() {
    List<String> heard = new ArrayList<>();
    GridWindows.of(4, 4)
        .overlap(0)
        .run(image(8, 12), identity(4, 4, 4), (done, total) -> heard.add(done + "/" + total));
    assertThat(heard).containsExactly("4/6", "6/6");
  }

  @Test
  void stopsWhenProgressSaysSo() {
    assertThatExceptionOfType(RunCancelledException.class)
        .isThrownBy(
            () ->
                GridWindows.of(4, 4)
                    .overlap(0)
                    .run(image(8, 12), identity(4, 4, 4), (d, t) -> false))
        .withMessage("stopped after 4 of 6 windows");
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 2, -0.01, Double.NaN})
  void refusesAnOverlapThatIsNotAtLeast0AndBelow1(double overlap) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GridWindows.of(8).overlap(overlap))
        .withMessage("expected an overlap ratio of at least 0 and less than 1, got %s", overlap);
  }

  @Test
  void refusesOverlapsForOtherDimensions() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GridWindows.of(8, 8, 8).overlap(0.1, 0.2))
        .withMessage("expected 1 or 3 overlap ratios, got 2");
  }

  @Test
  void refusesASizeOf0() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GridWindows.of(8, 0))
        .withMessage("expected a window size of 1 or more, got 0");
  }

  @Test
  void refusesNoSizeAtAll() {
    assertThatIllegalArgumentException()
        .isThrownBy(GridWindows::of)
        .withMessage("expected a size for each dimension, got none");
  }

  @Test
  void refusesAnImageOfAnotherRank() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GridWindows.of(4).run(image(4, 4), identity(1, 4)))
        .withMessage(
            "expected an image of float32[n, channels, 1 spatial dimensions], got float32[1, 1, 4, 4]");
  }

  @Test
  void refusesAnImageOfAnotherDtype() {
    Tensor bytes = Tensor.allocate(DType.UINT8, 1, 1, 4);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GridWindows.of(4).run(bytes, identity(1, 4)))
        .withMessageEndingWith("got uint8[1, 1, 4]");
  }

  @Test
  void refusesNoImages() {
    Tensor none = Tensor.allocate(DType.FLOAT32, 0, 1, 4);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GridWindows.of(4).run(none, identity(1, 4)))
        .withMessage("expected one image or more, got [0, 1, 4]");
  }

  @Test
  void refusesAPredictorOfAnotherWindow() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GridWindows.of(4, 4).run(image(8, 8), identity(1, 4, 5)))
        .withMessage(
            "expected a predictor with an input of float32[batch, 1, 4, 4], got float32[1, 1, 4, 5]");
  }

  @Test
  void refusesResultsOfAnotherSize() {
    Predictor half =
        Predictor.of(
            Tensor.allocate(DType.FLOAT32, 1, 1, 4),
            window -> Tensor.allocate(DType.FLOAT32, 1, 3, 2));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GridWindows.of(4).run(Tensor.of(new float[4], 1, 1, 4), half))
        .withMessage("expected results of float32[1 or more, any, 4], got float32[1, 3, 2]");
  }

  @Test
  void refusesToReflectMoreThanThereIs() {
    GridWindows grid = GridWindows.of(8).border(Border.REFLECT);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> grid.run(Tensor.of(new float[3], 1, 1, 3), identity(1, 8)))
        .withMessage("REFLECT cannot pad 3 elements in dimension 0 by 3: expected at least 4");
  }

  @Test
  void refusesToGoRoundMoreThanOnce() {
    GridWindows grid = GridWindows.of(10).border(Border.CIRCULAR);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> grid.run(Tensor.of(new float[3], 1, 1, 3), identity(1, 10)))
        .withMessage("CIRCULAR cannot pad 3 elements in dimension 0 by 4: expected at least 4");
  }

  @Test
  void refusesNullByName() {
    GridWindows grid = GridWindows.of(4);
    assertThatNullPointerException().isThrownBy(() -> grid.blend(null)).withMessage("blend");
    assertThatNullPointerException().isThrownBy(() -> grid.border(null)).withMessage("border");
    assertThatNullPointerException()
        .isThrownBy(() -> grid.run(null, identity(1, 4)))
        .withMessage("image");
    assertThatNullPointerException()
        .isThrownBy(() -> grid.run(image(4, 4), null))
        .withMessage("predictor");
  }

  @Test
  void givesTheBitsOfTheDefinitionForRandomImages() {
    Random random = new Random(1);
    for (int trial = 0; trial < 1500; trial++) {
      int rank = 1 + random.nextInt(3);
      int[] size = new int[rank];
      int[] spatial = new int[rank];
      double[] overlap = new double[rank];
      for (int dim = 0; dim < rank; dim++) {
        size[dim] = 1 + random.nextInt(5);
        spatial[dim] = 1 + random.nextInt(9);
        overlap[dim] = random.nextInt(10) / 10.0;
      }
      Blend blend = new Blend[] {Blend.mean(), Blend.max(), Blend.gaussian()}[random.nextInt(3)];
      GridWindows grid = GridWindows.of(size).overlap(overlap).blend(blend);
      Tensor image = random(random, 1 + random.nextInt(2), 2, spatial);
      List<Tensor> results = new ArrayList<>();
      Predictor predictor =
          Predictor.of(
              random(random, 1 + random.nextInt(4), 2, size),
              batch -> {
                Tensor result = random(random, (int) batch.shape().dim(0), 2, size);
                for (int i = 0; i < result.shape().dim(0); i++) {
                  results.add(result.slice(i, i + 1));
                }
                return result;
              });
      Tensor actual = grid.run(image, predictor);
      assertThat(actual.shape()).isEqualTo(image.shape());
      assertThat(actual.toFloats())
          .as("%s over %s", grid, image.shape())
          .isEqualTo(oracle(grid.plan(spatial), image, results, blend));
    }
  }

  private static Tensor random(Random random, int n, int channels, int[] spatial) {
    long[] dims = new long[spatial.length + 2];
    dims[0] = n;
    dims[1] = channels;
    for (int dim = 0; dim < spatial.length; dim++) {
      dims[dim + 2] = spatial[dim];
    }
    Tensor tensor = Tensor.allocate(DType.FLOAT32, dims);
    for (int i = 0; i < tensor.elements(); i++) {
      tensor.asFloats().put(i, random.nextFloat() - 0.5f);
    }
    return tensor;
  }

  /** The definition, element by element: all windows in order, those that hold it added up. */
  private static float[] oracle(GridPlan plan, Tensor image, List<Tensor> results, Blend blend) {
    int rank = plan.rank();
    int[] size = new int[rank];
    int perChannel = 1;
    int perWindow = 1;
    for (int dim = 0; dim < rank; dim++) {
      size[dim] = plan.size(dim);
      perWindow *= size[dim];
      perChannel *= plan.image(dim);
    }
    float[] weights = blend.weights(size);
    float[] expected = new float[image.elements()];
    for (int i = 0; i < expected.length; i++) {
      int n = i / perChannel / 2;
      int c = i / perChannel % 2;
      float sum = 0;
      float total = 0;
      float max = Float.NEGATIVE_INFINITY;
      for (int w = 0; w < plan.count(); w++) {
        int element = i % perChannel;
        int at = 0;
        int scale = 1;
        boolean inside = true;
        for (int dim = rank - 1; dim >= 0; dim--) {
          int x = element % plan.image(dim) + plan.padBefore(dim) - plan.start(w, dim);
          element /= plan.image(dim);
          inside &= x >= 0 && x < size[dim];
          at += x * scale;
          scale *= size[dim];
        }
        if (inside) {
          float value = results.get(n * plan.count() + w).asFloats().get(c * perWindow + at);
          sum += weights[at] * value;
          total += weights[at];
          max = Math.max(max, value);
        }
      }
      expected[i] = blend == Blend.max() ? max : sum / total;
    }
    return expected;
  }
}
