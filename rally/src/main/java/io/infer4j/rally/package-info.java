/** Spots the events of a rally in a video. No class here names a backend. */
@NullMarked
package io.infer4j.rally;

import org.jspecify.annotations.NullMarked;
