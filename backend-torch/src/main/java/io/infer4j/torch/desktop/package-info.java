/** The binding over JavaCPP. */
@NullMarked
package io.infer4j.torch.desktop;

import org.jspecify.annotations.NullMarked;
