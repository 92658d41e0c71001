@NullMarked
package io.infer4j.rally.evaluation;

import org.jspecify.annotations.NullMarked;
