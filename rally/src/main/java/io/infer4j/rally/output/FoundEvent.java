package io.infer4j.rally.output;

import io.infer4j.rally.RallyEvent;
import java.awt.image.BufferedImage;
import org.jspecify.annotations.Nullable;

/** An event and a small picture of its frame, if it is among those that have one. */
record FoundEvent(RallyEvent event, @Nullable BufferedImage picture) {}
