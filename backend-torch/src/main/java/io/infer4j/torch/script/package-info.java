/** What a TorchScript archive says, read without the runtime. */
@NullMarked
package io.infer4j.torch.script;

import org.jspecify.annotations.NullMarked;
