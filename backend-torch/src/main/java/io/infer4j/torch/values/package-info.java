/** How arguments and results that are not one tensor stand for named inputs and outputs. */
@NullMarked
package io.infer4j.torch.values;

import org.jspecify.annotations.NullMarked;
