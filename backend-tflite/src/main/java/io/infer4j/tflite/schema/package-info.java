/** What a .tflite file says, read without the runtime, and what in it the runtime cannot run. */
@NullMarked
package io.infer4j.tflite.schema;

import org.jspecify.annotations.NullMarked;
