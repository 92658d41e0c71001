/** Short programs to copy from. None of them names a backend. */
@NullMarked
package io.infer4j.examples;

import org.jspecify.annotations.NullMarked;
