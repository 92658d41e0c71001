package io.infer4j.examples.android.kotlin

import android.app.Application
import io.infer4j.Model

/** One model for the whole app, loaded by whoever asks first; ask on a worker thread. */
class App : Application() {
    val model: Model by lazy { gestures().load() }
}
