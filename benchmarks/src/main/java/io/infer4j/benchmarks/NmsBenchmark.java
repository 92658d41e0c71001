package io.infer4j.benchmarks;

import ai.djl.modality.cv.output.Rectangle;
import io.infer4j.nms.BoxNms;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Hard NMS of 10,000 boxes at threshold 0.45, dense and sparse: infer4j, DJL (what its YOLO
 * translators call) and a plain greedy loop over primitive arrays.
 *
 * <pre>{@code
 * benchmarks/run jmh NmsBenchmark -prof gc
 * }</pre>
 *
 * <p>On a busy machine, {@code -bm sample} shows the least and the median, too.
 *
 * <p>torchvision on the same boxes, drawn by the same generator:
 *
 * <pre>{@code
 * /usr/bin/python3 benchmarks/src/main/python/nms_anchors.py
 * }</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class NmsBenchmark {
  private static final int BOXES = 10_000;
  private static final double THRESHOLD = 0.45;

  /** The side of the square in which the boxes begin: 640 is dense, 5120 sparse. */
  @Param({"640", "5120"})
  public int size = 640;

  private final float[] boxes = new float[4 * BOXES];
  private final float[] scores = new float[BOXES];
  private final int[] classes = new int[BOXES];
  private final List<Rectangle> rectangles = new ArrayList<>();
  private final List<Double> probabilities = new ArrayList<>();

  private final BoxNms hard = BoxNms.hard(THRESHOLD);
  private final BoxNms diou = BoxNms.diou(THRESHOLD);
  private final BoxNms softGaussian = BoxNms.softGaussian(0.5, 0.05);
  private final BoxNms matrixGaussian = BoxNms.matrixGaussian(2, 0.05);

  private long drawn;

  /** For JMH. */
  public NmsBenchmark() {}

  /** Draws the boxes, and checks that infer4j keeps the very boxes that the definition keeps. */
  @Setup
  public void draw() {
    drawn = size;
    for (int i = 0; i < BOXES; i++) {
      double x = unit() * size;
      double y = unit() * size;
      double width = 10 + 100 * unit();
      double height = 10 + 100 * unit();
      boxes[4 * i] = (float) x;
      boxes[4 * i + 1] = (float) y;
      boxes[4 * i + 2] = (float) (x + width);
      boxes[4 * i + 3] = (float) (y + height);
      scores[i] = (float) unit();
      classes[i] = (int) (unit() * 80);
      rectangles.add(new Rectangle(x, y, width, height));
      probabilities.add((double) scores[i]);
    }
    hard.run(boxes, scores, BOXES);
    int[] expected = plainGreedy();
    if (!Arrays.equals(hard.indices(), expected)) {
      throw new IllegalStateException(
          "infer4j keeps " + hard.size() + " boxes, not these " + expected.length);
    }
    // DJL compares in double and less or equal: a few may differ.
    int peer = djl().size();
    if (Math.abs(peer - expected.length) > 20) {
      throw new IllegalStateException("DJL keeps " + peer + " boxes, not " + expected.length);
    }
    System.out.println(expected.length + " of " + BOXES + " kept; DJL keeps " + peer);
  }

  /** The generator of nms_anchors.py. */
  private double unit() {
    drawn = drawn * 6364136223846793005L + 1442695040888963407L;
    return (drawn >>> 40) / (double) (1 << 24);
  }

  /** Hard. */
  @Benchmark
  public int infer4j() {
    return hard.run(boxes, scores, BOXES);
  }

  /** Hard, each of 80 classes by itself. */
  @Benchmark
  public int infer4jPerClass() {
    return hard.run(boxes, scores, classes, BOXES);
  }

  /** DIoU. */
  @Benchmark
  public int infer4jDiou() {
    return diou.run(boxes, scores, BOXES);
  }

  /** Soft, Gaussian. */
  @Benchmark
  public int infer4jSoft() {
    return softGaussian.run(boxes, scores, BOXES);
  }

  /** Matrix, Gaussian. */
  @Benchmark
  public int infer4jMatrix() {
    return matrixGaussian.run(boxes, scores, BOXES);
  }

  /** DJL, its lists made beforehand. */
  @Benchmark
  public List<Integer> djl() {
    return Rectangle.nms(rectangles, probabilities, (float) THRESHOLD);
  }

  /** What one writes without a library: sort, then compare each box with all that are kept. */
  @Benchmark
  public int[] plainGreedy() {
    long[] order = new long[BOXES];
    for (int i = 0; i < BOXES; i++) {
      order[i] = ((long) -Float.floatToIntBits(scores[i]) << 32) | i; // Scores are not negative.
    }
    Arrays.sort(order);
    int[] kept = new int[BOXES];
    int count = 0;
    for (long entry : order) {
      int candidate = (int) entry;
      boolean stays = true;
      for (int k = 0; k < count && stays; k++) {
        stays = !(iou(kept[k], candidate) > THRESHOLD);
      }
      if (stays) {
        kept[count++] = candidate;
      }
    }
    return Arrays.copyOf(kept, count);
  }

  private float iou(int i, int j) {
    int a = 4 * i;
    int b = 4 * j;
    float width = Math.min(boxes[a + 2], boxes[b + 2]) - Math.max(boxes[a], boxes[b]);
    float height = Math.min(boxes[a + 3], boxes[b + 3]) - Math.max(boxes[a + 1], boxes[b + 1]);
    if (width <= 0 || height <= 0) {
      return 0;
    }
    float intersection = width * height;
    float areaA = (boxes[a + 2] - boxes[a]) * (boxes[a + 3] - boxes[a + 1]);
    float areaB = (boxes[b + 2] - boxes[b]) * (boxes[b + 3] - boxes[b + 1]);
    return intersection / (areaA + areaB - intersection);
  }
}
