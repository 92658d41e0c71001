/**
 * Images of the desktop ({@code java.awt}) as sources of {@link io.infer4j.image}. Apart from it,
 * because Android has no {@code java.awt}; nothing outside this package refers to it.
 */
@NullMarked
package io.infer4j.image.awt;

import org.jspecify.annotations.NullMarked;
