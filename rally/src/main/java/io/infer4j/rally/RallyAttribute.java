package io.infer4j.rally;

/**
 * One of the model's fine labels, given to an event.
 *
 * @param label its name in the bundle's labels
 * @param score how sure the model is of it, 0 to 1
 */
public record RallyAttribute(String label, float score) {}
