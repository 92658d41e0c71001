/** Tensors in NumPy's {@code .npy} files. */
@NullMarked
package io.infer4j.npy;

import org.jspecify.annotations.NullMarked;
