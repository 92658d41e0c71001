package io.infer4j.examples.android.kotlin

import android.graphics.Bitmap
import android.media.Image as Frame
import io.infer4j.image.Image
import io.infer4j.image.YuvColor
import java.nio.ByteBuffer

/** The pixels of a bitmap, of any configuration. */
fun Bitmap.toImage(): Image {
    val argb = if (config == Bitmap.Config.ARGB_8888) this else copy(Bitmap.Config.ARGB_8888, false)
    val pixels = ByteBuffer.allocateDirect(argb.byteCount)
    argb.copyPixelsToBuffer(pixels.duplicate())
    return Image.rgba(pixels, argb.width, argb.height, argb.rowBytes)
}

/** A frame of the camera in YUV_420_888, over its own memory: for as long as it is not closed. */
fun Frame.toImage(): Image {
    val (y, u, v) = planes
    val color = YuvColor.BT601_FULL
    return Image.yuv420(
        y.buffer, u.buffer, v.buffer, width, height, y.rowStride, u.rowStride, u.pixelStride, color,
    ).crop(cropRect.left, cropRect.top, cropRect.width(), cropRect.height())
}
