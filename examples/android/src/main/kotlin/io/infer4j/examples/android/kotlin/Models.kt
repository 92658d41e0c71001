package io.infer4j.examples.android.kotlin

import android.content.Context
import android.content.res.AssetManager
import io.infer4j.InferenceEngines
import io.infer4j.LoadOptions
import io.infer4j.Model
import io.infer4j.ModelSource
import io.infer4j.bundle.ModelBundle
import io.infer4j.tflite.TfliteEngine
import java.io.File

/** A bundle: the folder assets/gesture. */
fun Context.gestures(): ModelBundle = ModelBundle.open("gesture", assets::open)

/** A single model, read from the assets into memory. */
fun AssetManager.model(name: String): ModelSource =
    ModelSource.of(open(name).use { it.readBytes() }).withName(name)

/** A large model, as a file that is copied once for each version of the app. */
fun Context.modelFile(name: String, version: Int): ModelSource {
    val folder = File(noBackupFilesDir, "models-$version").apply { mkdirs() }
    val file = File(folder, name)
    if (!file.exists()) {
        val part = File.createTempFile(name, ".part", folder)
        assets.open(name).use { from -> part.outputStream().use { to -> from.copyTo(to) } }
        check(part.renameTo(file)) { "cannot write $file" }
    }
    return ModelSource.of(file.toPath())
}

/** On the GPU what it can do, the rest on the CPU; the placement says why, if it is all there. */
fun ModelSource.accelerated(): Model =
    Model.load(this, LoadOptions.defaults().withAccelerators("gpu", "cpu"))

/** Without ServiceLoader: the engine by its constructor. */
fun ModelSource.explicit(): Model =
    InferenceEngines.of(TfliteEngine()).load(this, LoadOptions.defaults())
