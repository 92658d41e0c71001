/** How a tensor becomes another: axes, element types and scales; not for applications. */
@NullMarked
package io.infer4j.convert;

import org.jspecify.annotations.NullMarked;
