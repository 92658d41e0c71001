/** What ONNX and ORT files say, read without the runtime. */
@NullMarked
package io.infer4j.onnx.file;

import org.jspecify.annotations.NullMarked;
