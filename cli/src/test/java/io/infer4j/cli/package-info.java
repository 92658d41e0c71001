@NullMarked
package io.infer4j.cli;

import org.jspecify.annotations.NullMarked;
