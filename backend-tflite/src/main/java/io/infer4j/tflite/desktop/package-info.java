/** The binding over JavaCPP. */
@NullMarked
package io.infer4j.tflite.desktop;

import org.jspecify.annotations.NullMarked;
