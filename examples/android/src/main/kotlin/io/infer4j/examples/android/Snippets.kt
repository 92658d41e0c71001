package io.infer4j.examples.android

import android.content.Context
import android.graphics.Bitmap
import android.media.Image as Frame
import io.infer4j.IoBinding
import io.infer4j.Model
import io.infer4j.ModelSource
import io.infer4j.bundle.ModelBundle
import io.infer4j.image.Image
import io.infer4j.image.ImagePreparer
import io.infer4j.image.YuvColor
import java.nio.ByteBuffer

