/**
 * The command line. Each command makes a report, a record whose component names are the JSON keys,
 * which is then shown as text or as JSON.
 */
@NullMarked
package io.infer4j.cli;

import org.jspecify.annotations.NullMarked;
