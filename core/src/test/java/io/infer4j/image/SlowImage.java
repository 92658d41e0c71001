package io.infer4j.image;

/**
 * The resizes once more, slow and obvious, whole image after whole image: {@code [y][x][channel]}.
 */
final class SlowImage {
  private SlowImage() {}

  static double[][][] resize(int[][][] image, int width, int height, Resize resize) {
    return switch (resize) {
      case PILLOW -> pillowRows(pillowColumns(image, width), height);
      case OPENCV_LINEAR -> openCv(image, width, height);
      case HALF_PIXEL -> halfPixel(image, width, height);
      case NEAREST -> nearest(image, width, height);
    };
  }

  // ---- Pillow

  private static double[][][] pillowColumns(int[][][] image, int width) {
    int source = image[0].length;
    int channels = image[0][0].length;
    double[][][] result = new double[image.length][width][channels];
    for (int x = 0; x < width; x++) {
      long[] weights = pillowWeights(x, source, width);
      for (int y = 0; y < image.length; y++) {
        for (int c = 0; c < channels; c++) {
          long sum = 0;
          for (int i = 0; i < source; i++) {
            sum += weights[i] * image[y][i][c];
          }
          result[y][x][c] = rounded(sum);
        }
      }
    }
    return result;
  }

  private static double[][][] pillowRows(double[][][] image, int height) {
    int source = image.length;
    int channels = image[0][0].length;
    double[][][] result = new double[height][image[0].length][channels];
    for (int y = 0; y < height; y++) {
      long[] weights = pillowWeights(y, source, height);
      for (int x = 0; x < image[0].length; x++) {
        for (int c = 0; c < channels; c++) {
          long sum = 0;
          for (int i = 0; i < source; i++) {
            sum += weights[i] * (long) image[i][x][c];
          }
          result[y][x][c] = rounded(sum);
        }
      }
    }
    return result;
  }

  /** The triangle around the target pixel's centre, over all source pixels. */
  private static long[] pillowWeights(int target, int source, int scaled) {
    double scale = (double) source / scaled;
    double centre = (target + 0.5) * scale;
    double support = Math.max(1, scale);
    double[] triangle = new double[source];
    double sum = 0;
    for (int i = 0; i < source; i++) {
      triangle[i] = Math.max(0, 1 - Math.abs((i - centre + 0.5) * (1 / support)));
      sum += triangle[i];
    }
    long[] weights = new long[source];
    for (int i = 0; i < source; i++) {
      weights[i] = (long) Math.floor(triangle[i] / sum * (1 << 22) + 0.5);
    }
    return weights;
  }

  private static double rounded(long fixed) {
    return Math.max(0, Math.min(255, (fixed + (1 << 21)) >> 22));
  }

  // ---- OpenCV

  private static double[][][] openCv(int[][][] image, int width, int height) {
    int sourceWidth = image[0].length;
    int sourceHeight = image.length;
    int channels = image[0][0].length;
    double scaleX = 1 / ((double) width / sourceWidth);
    double scaleY = 1 / ((double) height / sourceHeight);
    double[][][] result = new double[height][width][channels];
    for (int y = 0; y < height; y++) {
      float fy = (float) ((y + 0.5) * scaleY - 0.5);
      int top = (int) Math.floor(fy);
      int upper = (int) Math.rint((1 - (fy - top)) * 2048);
      int lower = (int) Math.rint((fy - top) * 2048);
      int[][] first = image[Math.min(Math.max(top, 0), sourceHeight - 1)];
      int[][] second = image[Math.min(Math.max(top + 1, 0), sourceHeight - 1)];
      for (int x = 0; x < width; x++) {
        float fx = (float) ((x + 0.5) * scaleX - 0.5);
        int left = (int) Math.floor(fx);
        float fraction = fx - left;
        if (left < 0) {
          left = 0;
          fraction = 0;
        }
        if (left >= sourceWidth - 1) {
          left = sourceWidth - 1;
          fraction = 0;
        }
        int wa = (int) Math.rint((1 - fraction) * 2048);
        int wb = (int) Math.rint(fraction * 2048);
        for (int c = 0; c < channels; c++) {
          int right = Math.min(left + 1, sourceWidth - 1);
          int a = first[left][c] * wa + first[right][c] * wb;
          int b = second[left][c] * wa + second[right][c] * wb;
          int sum = ((upper * (a >> 4)) >> 16) + ((lower * (b >> 4)) >> 16);
          result[y][x][c] = (sum + 2) >> 2;
        }
      }
    }
    return result;
  }

  // ---- half pixel, nearest

  private static double[][][] halfPixel(int[][][] image, int width, int height) {
    int channels = image[0][0].length;
    int lastX = image[0].length - 1;
    int lastY = image.length - 1;
    double[][][] result = new double[height][width][channels];
    for (int y = 0; y < height; y++) {
      double py = Math.max(0, (float) (lastY + 1) / height * (y + 0.5) - 0.5);
      int y0 = Math.min((int) py, lastY);
      int y1 = Math.min(y0 + 1, lastY);
      for (int x = 0; x < width; x++) {
        double px = Math.max(0, (float) (lastX + 1) / width * (x + 0.5) - 0.5);
        int x0 = Math.min((int) px, lastX);
        int x1 = Math.min(x0 + 1, lastX);
        for (int c = 0; c < channels; c++) {
          double upper = mix(image[y0][x0][c], image[y0][x1][c], px - x0);
          double lower = mix(image[y1][x0][c], image[y1][x1][c], px - x0);
          result[y][x][c] = mix(upper, lower, py - y0);
        }
      }
    }
    return result;
  }

  private static double mix(double a, double b, double weight) {
    return a * (1 - weight) + b * weight;
  }

  private static double[][][] nearest(int[][][] image, int width, int height) {
    int channels = image[0][0].length;
    double[][][] result = new double[height][width][channels];
    for (int y = 0; y < height; y++) {
      int fromY = (int) Math.floor(y * ((float) image.length / height));
      for (int x = 0; x < width; x++) {
        int fromX = (int) Math.floor(x * ((float) image[0].length / width));
        for (int c = 0; c < channels; c++) {
          result[y][x][c] =
              image[Math.min(fromY, image.length - 1)][Math.min(fromX, image[0].length - 1)][c];
        }
      }
    }
    return result;
  }
}
