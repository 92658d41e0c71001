/** What a user sees of a rally: files of events and scores, a contact sheet, a page to look at. */
@NullMarked
package io.infer4j.rally.output;

import org.jspecify.annotations.NullMarked;
