@NullMarked
package io.infer4j.rally.output;

import org.jspecify.annotations.NullMarked;
