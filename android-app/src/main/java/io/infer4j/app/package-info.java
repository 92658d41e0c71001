/** A small app, for tests of what becomes of it when it is packed for Android. */
@NullMarked
package io.infer4j.app;

import org.jspecify.annotations.NullMarked;
