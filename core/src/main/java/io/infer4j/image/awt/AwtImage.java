package io.infer4j.image.awt;

import io.infer4j.image.Image;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentSampleModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferInt;
import java.awt.image.Raster;
import java.awt.image.SinglePixelPackedSampleModel;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;

/** Gives a {@code BufferedImage} as an {@link Image}. */
@DesktopOnly
public final class AwtImage {
  private AwtImage() {}

  /**
   * The pixels of a {@code BufferedImage}. Those of the types {@code TYPE_INT_RGB}, {@code
   * TYPE_INT_ARGB}, {@code TYPE_3BYTE_BGR} and {@code TYPE_BYTE_GRAY} are shared, sub-images
   * included: later drawing shows in the image. All other types are copied as {@code getRGB} gives
   * them (sRGB, not premultiplied). Grey bytes are taken as they are stored, as Pillow and OpenCV
   * do; {@code getRGB} would brighten them.
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
        return Image.argb(image.getRGB(0, 0, width, height, null, 0, width), width, height);
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
