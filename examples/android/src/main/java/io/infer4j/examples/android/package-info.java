/** The Java of docs/android.md. */
@NullMarked
package io.infer4j.examples.android;

import org.jspecify.annotations.NullMarked;
