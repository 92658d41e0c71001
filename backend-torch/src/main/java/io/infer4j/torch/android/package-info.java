/** The binding over Android's API. */
@NullMarked
package io.infer4j.torch.android;

import org.jspecify.annotations.NullMarked;
