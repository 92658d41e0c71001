/** What the engine asks of a binding of PyTorch. */
@NullMarked
package io.infer4j.torch.runtime;

import org.jspecify.annotations.NullMarked;
