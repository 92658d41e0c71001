@NullMarked
package io.infer4j.examples;

import org.jspecify.annotations.NullMarked;
