package io.infer4j.examples.android;

import android.graphics.Bitmap;
import android.graphics.Rect;
import android.media.Image.Plane;
import io.infer4j.image.Image;
import io.infer4j.image.YuvColor;
import java.nio.ByteBuffer;

/** Android's pixels as infer4j's. */
public final class Images {
  private Images() {}

  /** The pixels of a bitmap, of any configuration. */
  public static Image of(Bitmap bitmap) {
    if (bitmap.getConfig() != Bitmap.Config.ARGB_8888) {
      bitmap = bitmap.copy(Bitmap.Config.ARGB_8888, false);
    }
    ByteBuffer pixels = ByteBuffer.allocateDirect(bitmap.getByteCount());
    bitmap.copyPixelsToBuffer(pixels.duplicate());
    return Image.rgba(pixels, bitmap.getWidth(), bitmap.getHeight(), bitmap.getRowBytes());
  }

  /** A frame of the camera in YUV_420_888, over its own memory: for as long as it is not closed. */
  public static Image of(android.media.Image frame) {
    Plane[] planes = frame.getPlanes();
    Plane y = planes[0];
    Plane u = planes[1];
    Plane v = planes[2];
    Image all =
        Image.yuv420(
            y.getBuffer(),
            u.getBuffer(),
            v.getBuffer(),
            frame.getWidth(),
            frame.getHeight(),
            y.getRowStride(),
            u.getRowStride(),
            u.getPixelStride(),
            YuvColor.BT601_FULL);
    Rect crop = frame.getCropRect();
    return all.crop(crop.left, crop.top, crop.width(), crop.height());
  }
}
