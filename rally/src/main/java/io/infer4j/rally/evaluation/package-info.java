/** How good the events are that were spotted, held to what really happened. */
@NullMarked
package io.infer4j.rally.evaluation;

import org.jspecify.annotations.NullMarked;
