/**
 * Pixels to tensors in one pass: crop, resize, letterbox, normalise, quantise, lay out, straight in
 * the memory that a runtime reads.
 *
 * <pre>{@code
 * Preprocessing imagenet =
 *     Preprocessing.resizeShorterSide(256, Resize.PILLOW)
 *         .centerCrop(224, 224)
 *         .scale(1 / 255.0)
 *         .mean(0.485, 0.456, 0.406)
 *         .std(0.229, 0.224, 0.225);
 * ImagePreparer preparer = new ImagePreparer(imagenet);
 * Image camera = Image.rgb(pixels, 1280, 720);
 * preparer.prepare(camera, binding.input("image"));
 * binding.run();
 * }</pre>
 *
 * <p>An {@link io.infer4j.image.Image} says where pixels are, a {@link
 * io.infer4j.image.Preprocessing} what a model wants, an {@link io.infer4j.image.ImagePreparer}
 * does the work for one thread. {@link io.infer4j.image.Resize} names the conventions of resizing.
 */
@NullMarked
package io.infer4j.image;

import org.jspecify.annotations.NullMarked;
