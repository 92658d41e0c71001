package io.infer4j.benchmarks;

import io.infer4j.DType;
import io.infer4j.Layout;
import io.infer4j.Quantization;
import io.infer4j.Tensor;
import io.infer4j.image.Image;
import io.infer4j.image.ImagePreparer;
import io.infer4j.image.Preprocessing;
import io.infer4j.image.Resize;
import io.infer4j.image.YuvColor;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * 1280x720 to 224x224, normalised, in nanoseconds per output pixel (of three channels), one thread:
 *
 * <pre>
 * benchmarks/run jmh ImageBenchmark -prof gc
 * /usr/bin/python3 benchmarks/src/main/python/image_anchors.py     # OpenCV and Pillow
 * </pre>
 *
 * {@code graphics2d} is what plain Java offers: a bilinear {@code drawImage} and a loop.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(224 * 224)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ImageBenchmark {
  private static final int WIDTH = 1280;
  private static final int HEIGHT = 720;
  private static final int SIDE = 224;
  private static final double[] MEAN = {0.485, 0.456, 0.406};
  private static final double[] STD = {0.229, 0.224, 0.225};

  /** Where the pixels come from. */
  public enum Source {
    RGB,
    RGB_DIRECT,
    ARGB,
    NV21
  }

  /** What is written. */
  public enum Target {
    NCHW_FLOAT32,
    NHWC_FLOAT32,
    NHWC_FLOAT16,
    NHWC_INT8
  }

  /** One resize, from one source, to one target. */
  @State(Scope.Thread)
  public static class Work {
    @Param Resize resize = Resize.OPENCV_LINEAR;
    @Param Source source = Source.RGB;
    @Param Target target = Target.NCHW_FLOAT32;

    private Image image = Image.gray(new byte[1], 1, 1);
    private Tensor tensor = Tensor.allocate(DType.FLOAT32, 1);
    private ImagePreparer preparer = new ImagePreparer(preprocessing());

    @Setup
    public void setUp() {
      byte[] pixels = new byte[WIDTH * HEIGHT * 3];
      new Random(1).nextBytes(pixels);
      image =
          switch (source) {
            case RGB -> Image.rgb(pixels, WIDTH, HEIGHT);
            case RGB_DIRECT ->
                Image.rgb(
                    ByteBuffer.allocateDirect(pixels.length).put(pixels).flip(),
                    WIDTH,
                    HEIGHT,
                    WIDTH * 3);
            case ARGB ->
                Image.argb(new Random(1).ints((long) WIDTH * HEIGHT).toArray(), WIDTH, HEIGHT);
            case NV21 -> Image.nv21(pixels, WIDTH, HEIGHT, YuvColor.BT601_FULL);
          };
      Layout layout = target == Target.NCHW_FLOAT32 ? Layout.NCHW : Layout.NHWC;
      Preprocessing preprocessing = preprocessing().layout(layout);
      if (target == Target.NHWC_INT8) {
        preprocessing = preprocessing.quantization(Quantization.perTensor(1 / 48f, -8));
      }
      DType dtype =
          switch (target) {
            case NHWC_INT8 -> DType.INT8;
            case NHWC_FLOAT16 -> DType.FLOAT16;
            default -> DType.FLOAT32;
          };
      tensor =
          layout.equals(Layout.NCHW)
              ? Tensor.allocate(dtype, 1, 3, SIDE, SIDE)
              : Tensor.allocate(dtype, 1, SIDE, SIDE, 3);
      preparer = new ImagePreparer(preprocessing);
    }

    private Preprocessing preprocessing() {
      return Preprocessing.to(SIDE, SIDE, resize).scale(1 / 255.0).mean(MEAN).std(STD);
    }
  }

  private final BufferedImage frame = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
  private final BufferedImage small = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
  private final int[] argb = new int[SIDE * SIDE];
  private final Tensor drawn = Tensor.allocate(DType.FLOAT32, 1, 3, SIDE, SIDE);

  @Setup
  public void paint() {
    int[] pixels = new Random(1).ints((long) WIDTH * HEIGHT).toArray();
    frame.setRGB(0, 0, WIDTH, HEIGHT, pixels, 0, WIDTH);
  }

  @Benchmark
  public Tensor infer4j(Work work) {
    work.preparer.prepare(work.image, work.tensor);
    return work.tensor;
  }

  @Benchmark
  public Tensor graphics2d() {
    Graphics2D graphics = small.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.drawImage(frame, 0, 0, SIDE, SIDE, null);
    graphics.dispose();
    small.getRGB(0, 0, SIDE, SIDE, argb, 0, SIDE);
    FloatBuffer target = drawn.asFloats();
    for (int c = 0; c < 3; c++) {
      for (int i = 0; i < argb.length; i++) {
        float value = (argb[i] >> (16 - 8 * c) & 0xff) / 255f;
        target.put((float) ((value - MEAN[c]) / STD[c]));
      }
    }
    return drawn;
  }
}
