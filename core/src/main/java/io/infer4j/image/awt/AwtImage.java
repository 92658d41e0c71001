package io.infer4j.image.awt;

import io.infer4j.image.Image;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentSampleModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferInt;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.SinglePixelPackedSampleModel;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;

/** Gives a {@code BufferedImage} as an {@link Image}. */
@DesktopOnly
public final class AwtImage {
  private AwtImage() {}

  /**
   * The pixels of a {@code BufferedImage}, as Pillow and OpenCV read the same file: the samples as
   * they are stored, no colour profile applied, alpha ignored. {@code getRGB} would brighten grey,
   * whose colour space Java takes for a linear one. ({@code ImageIO} itself applies the profile of
   * a JPEG as it reads it, which Pillow and OpenCV do not.)
   *
   * <ul>
   *   <li>{@code TYPE_INT_RGB}, {@code TYPE_INT_ARGB}, {@code TYPE_3BYTE_BGR} and {@code
   *       TYPE_BYTE_GRAY} are shared, sub-images included: later drawing shows in the image. All
   *       others are copied.
   *   <li>Of samples of more than 8 bits the upper 8 are taken; those of fewer (such as {@code
   *       TYPE_USHORT_565_RGB}) are stretched to 0 to 255 and rounded, as {@code getRGB} does.
   *   <li>Indexed images, {@code TYPE_BYTE_BINARY} among them, have the colours of their palette.
   *   <li>Premultiplied colours are divided by their alpha, as {@code getRGB} does.
   * </ul>
   *
   * @throws IllegalArgumentException if the colours are not grey or RGB (CMYK, YCbCr, Lab), or the
   *     samples floating-point, signed or of 32 bits: there is no one way to make 0 to 255 of them
   */
  public static Image of(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    Raster raster = image.getRaster();
    DataBuffer data = raster.getDataBuffer();
    int left = -raster.getSampleModelTranslateX();
    int top = -raster.getSampleModelTranslateY();
    switch (image.getType()) {
      case BufferedImage.TYPE_INT_RGB, BufferedImage.TYPE_INT_ARGB -> {
        SinglePixelPackedSampleModel model = (SinglePixelPackedSampleModel) raster.getSampleModel();
        int stride = model.getScanlineStride();
        IntBuffer pixels = IntBuffer.wrap(((DataBufferInt) data).getData());
        pixels.position(data.getOffset() + top * stride + left);
        return Image.argb(pixels, width, height, stride);
      }
      case BufferedImage.TYPE_3BYTE_BGR -> {
        return Image.bgr(bytes(raster, left, top), width, height, stride(raster));
      }
      case BufferedImage.TYPE_BYTE_GRAY -> {
        return Image.gray(bytes(raster, left, top), width, height, stride(raster));
      }
      default -> {
        return image.getColorModel() instanceof IndexColorModel
            ? Image.argb(image.getRGB(0, 0, width, height, null, 0, width), width, height)
            : new StoredSamples(image).copy();
      }
    }
  }

  private static ByteBuffer bytes(Raster raster, int left, int top) {
    DataBufferByte data = (DataBufferByte) raster.getDataBuffer();
    int pixel = ((ComponentSampleModel) raster.getSampleModel()).getPixelStride();
    return ByteBuffer.wrap(data.getData())
        .position(data.getOffset() + top * stride(raster) + left * pixel);
  }

  private static int stride(Raster raster) {
    return ((ComponentSampleModel) raster.getSampleModel()).getScanlineStride();
  }
}
