/** The binding over Android's API. */
@NullMarked
package io.infer4j.tflite.android;

import org.jspecify.annotations.NullMarked;
