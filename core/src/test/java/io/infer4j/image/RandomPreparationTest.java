package io.infer4j.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.infer4j.DType;
import io.infer4j.Float16;
import io.infer4j.Layout;
import io.infer4j.Quantization;
import io.infer4j.Tensor;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every source, memory, crop, fit, normalisation, order, layout and dtype, mixed at random, against
 * {@link SlowImage} and formulas written out here.
 */
class RandomPreparationTest {
  private static final int CASES = 1500;
  private static final byte UNTOUCHED = 77;

  @ParameterizedTest
  @EnumSource
  void equalsTheObviousDefinition(Resize resize) {
    Random random = new Random(resize.name().hashCode());
    for (int i = 0; i < CASES; i++) {
      // One preparer for a few images, so that what it keeps is put to the test too.
      Case one = new Case(resize, random, i);
      for (int again = 0; again < 3; again++) {
        one.check();
      }
    }
  }

  private static final class Case {
    final Random random;
    final int number;
    final Resize resize;
    final int width;
    final int height;
    final int fit;
    final int side;
    final int[] pad;
    final double scale;
    final double[] mean;
    final double[] std;
    final ChannelOrder order;
    final Layout layout;
    final DType dtype;
    final Quantization quantization;
    final ImagePreparer preparer;
    final Tensor batch;
    RandomSource source;

    Case(Resize resize, Random random, int number) {
      this.random = random;
      this.number = number;
      this.resize = resize;
      width = size();
      height = size();
      fit = random.nextInt(4);
      side = size();
      order = RandomSource.oneOf(ChannelOrder.values(), random);
      layout = RandomSource.oneOf(new Layout[] {Layout.NCHW, Layout.NHWC}, random);
      dtype =
          new DType[] {DType.FLOAT32, DType.FLOAT16, DType.INT8, DType.UINT8}[random.nextInt(4)];
      scale = random.nextBoolean() ? 1 : random.nextDouble() / 100;
      mean = values(-1);
      std = values(0.1);
      pad = new int[] {random.nextInt(256), random.nextInt(256), random.nextInt(256)};
      boolean bytes = dtype == DType.INT8 || dtype == DType.UINT8;
      int lowest = dtype == DType.INT8 ? -128 : 0;
      quantization =
          bytes && random.nextInt(3) > 0
              ? Quantization.perTensor(
                  random.nextFloat() / 10 + 0.001f, lowest + random.nextInt(256))
              : null;
      Preprocessing sized =
          fit == 2
              ? Preprocessing.resizeShorterSide(side, resize).centerCrop(width, height)
              : Preprocessing.to(width, height, resize);
      Preprocessing preprocessing =
          sized.channels(order).layout(layout).scale(scale).mean(mean).std(std);
      preprocessing =
          switch (fit) {
            case 1 -> preprocessing.letterbox(pad[0], pad[1], pad[2]);
            case 3 -> preprocessing.centerCrop(width, height);
            default -> preprocessing;
          };
      if (quantization != null) {
        preprocessing = preprocessing.quantization(quantization);
      }
      preparer = new ImagePreparer(preprocessing);
      int c = order.channels();
      batch =
          layout.equals(Layout.NCHW)
              ? Tensor.allocate(dtype, 3, c, height, width)
              : Tensor.allocate(dtype, 3, height, width, c);
    }

    private int size() {
      return random.nextInt(5) == 0 ? 1 + random.nextInt(3) : 1 + random.nextInt(40);
    }

    private double[] values(double from) {
      double[] values = new double[random.nextBoolean() ? 1 : order.channels()];
      for (int i = 0; i < values.length; i++) {
        values[i] = from + 2 * random.nextDouble();
      }
      return values;
    }

    void check() {
      if (source == null || random.nextBoolean()) {
        RandomSource.Kind kind = RandomSource.oneOf(RandomSource.Kind.values(), random);
        source = RandomSource.of(kind, size(), size(), random);
      }
      RandomSource used = source;
      if (random.nextBoolean()) {
        int w = 1 + random.nextInt(source.image.width());
        int h = 1 + random.nextInt(source.image.height());
        int x = random.nextInt(source.image.width() - w + 1);
        int y = random.nextInt(source.image.height() - h + 1);
        used = source.crop(x, y, w, h);
      }
      int index = random.nextInt(3);
      byte[] junk = new byte[batch.elements() * dtype.byteSize()];
      java.util.Arrays.fill(junk, UNTOUCHED);
      batch.asBytes().put(junk);
      preparer.prepare(used.image, batch, index);
      compare(expected(used.rgb), index, "case " + number + ", " + used.image);
    }

    /** Pixel values of the target, 0 to 255, in the tensor's channel order. */
    private double[][][] expected(int[][][] rgb) {
      int w = rgb[0].length;
      int h = rgb.length;
      int[][][] image = new int[h][w][];
      for (int y = 0; y < h; y++) {
        for (int x = 0; x < w; x++) {
          image[y][x] = ordered(rgb[y][x]);
        }
      }
      int scaledW = width;
      int scaledH = height;
      int left = 0;
      int top = 0;
      if (fit == 1) {
        double ratio = Math.min((double) width / w, (double) height / h);
        scaledW = Math.max(1, (int) Math.rint(w * ratio));
        scaledH = Math.max(1, (int) Math.rint(h * ratio));
        left = (int) Math.floor((width - scaledW) / 2.0);
        top = (int) Math.floor((height - scaledH) / 2.0);
      } else if (fit > 1) {
        scaledW = fit == 3 ? w : w <= h ? side : (int) ((double) (side * w) / h);
        scaledH = fit == 3 ? h : h <= w ? side : (int) ((double) (side * h) / w);
        left = middle(scaledW, width);
        top = middle(scaledH, height);
      }
      double[][][] scaled = SlowImage.resize(image, scaledW, scaledH, resize);
      double[][][] target = new double[height][width][order.channels()];
      int[] border = ordered(fit == 1 ? pad : new int[3]);
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          for (int c = 0; c < border.length; c++) {
            int fromY = y - top;
            int fromX = x - left;
            boolean inside = fromY >= 0 && fromY < scaledH && fromX >= 0 && fromX < scaledW;
            target[y][x][c] = inside ? scaled[fromY][fromX][c] : border[c];
          }
        }
      }
      return target;
    }

    private static int middle(int scaled, int target) {
      return scaled > target
          ? -(int) Math.rint((scaled - target) / 2.0)
          : (int) Math.floor((target - scaled) / 2.0);
    }

    private int[] ordered(int[] rgb) {
      return switch (order) {
        case RGB -> rgb.clone();
        case BGR -> new int[] {rgb[2], rgb[1], rgb[0]};
        case GRAY -> new int[] {(19595 * rgb[0] + 38470 * rgb[1] + 7471 * rgb[2] + 32768) / 65536};
      };
    }

    private void compare(double[][][] expected, int index, String what) {
      int channels = order.channels();
      int size = channels * height * width;
      for (int i = 0; i < batch.elements(); i++) {
        if (i / size != index) {
          for (int b = 0; b < dtype.byteSize(); b++) {
            assertThat(batch.asBytes().get(i * dtype.byteSize() + b)).isEqualTo(UNTOUCHED);
          }
          continue;
        }
        int at = i % size;
        boolean planar = layout.equals(Layout.NCHW);
        int c = planar ? at / (height * width) : at % channels;
        int y = planar ? at / width % height : at / channels / width;
        int x = planar ? at % width : at / channels % width;
        double m = mean[mean.length == 1 ? 0 : c];
        double s = std[std.length == 1 ? 0 : c];
        float real = (float) (expected[y][x][c] * (scale / s) + (-m / s));
        double actual = element(i);
        // Float arithmetic between pixels is allowed its rounding; whole pixels are not.
        double slack = resize == Resize.HALF_PIXEL ? 1e-4 * Math.max(scale / s, 1e-3) : 0;
        boolean close =
            Math.abs(actual - stored(real)) <= 1e-7
                || (slack > 0
                    && actual >= Math.min(stored(real - slack), stored(real))
                    && actual <= stored(real + slack));
        if (!close) {
          assertThat(actual)
              .as("%s to %s%s (%d, %d) channel %d", what, dtype, batch.shape(), x, y, c)
              .isEqualTo(stored(real));
        }
      }
    }

    private double element(int i) {
      return switch (dtype) {
        case FLOAT32 -> batch.asFloats().get(i);
        case FLOAT16 -> Float16.toFloat(batch.asShorts().get(i));
        case INT8 -> batch.asBytes().get(i);
        default -> batch.asBytes().get(i) & 0xff;
      };
    }

    /** What the dtype makes of a real number. */
    private double stored(double real) {
      return switch (dtype) {
        case FLOAT32 -> (float) real;
        case FLOAT16 -> Float16.toFloat(Float16.fromFloat((float) real));
        default -> {
          float quotient = (float) real / (quantization == null ? 1 : quantization.scale(0));
          double away = Math.signum(quotient) * Math.floor(Math.abs((double) quotient) + 0.5);
          double sum = away + (quantization == null ? 0 : quantization.zeroPoint(0));
          yield dtype == DType.INT8
              ? Math.max(-128, Math.min(127, sum))
              : Math.max(0, Math.min(255, sum));
        }
      };
    }
  }
}
