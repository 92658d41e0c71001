/** How core's own packages load a model and put another around it; not for applications. */
@NullMarked
package io.infer4j.wrap;

import org.jspecify.annotations.NullMarked;
