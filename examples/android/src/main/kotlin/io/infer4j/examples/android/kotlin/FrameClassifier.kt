package io.infer4j.examples.android.kotlin

import io.infer4j.Model
import io.infer4j.Shape
import io.infer4j.bundle.ModelBundle
import io.infer4j.image.Image
import io.infer4j.image.ImagePreparer
import io.infer4j.score.Scores

/** What a frame shows; for one thread, the one that made it. */
class FrameClassifier(bundle: ModelBundle, model: Model) : AutoCloseable {
    private val labels = bundle.labels()
    private val preparer = ImagePreparer(bundle.preprocessing().get())
    private val shape = model.input("image").shape()
    private val binding = model.bind(Shape.of(1, shape.dim(1), shape.dim(2), shape.dim(3)))

    /** The best label. Nothing of infer4j's is left for the garbage collector but the image. */
    fun classify(image: Image): String {
        preparer.prepare(image, binding.input("image"))
        binding.run()
        return labels[Scores.argmax(binding.output("scores").asFloats())]
    }

    override fun close() = binding.close()
}
