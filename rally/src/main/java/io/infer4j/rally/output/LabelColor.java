package io.infer4j.rally.output;

import io.infer4j.rally.RallyEvent;
import java.awt.Color;
import java.util.List;

/** A colour for each label, told apart also by those who see fewer. */
final class LabelColor {
  /** How many there are here and in {@code page.css}; then they begin anew. */
  private static final int COUNT = 8;

  private static final Color NONE = new Color(0xC3CAD4);

  /** As in {@code page.css} on dark ground. */
  private static final Color[] ON_DARK = {
    new Color(0x5AB0FF),
    new Color(0xFF9F45),
    new Color(0xE58BD0),
    new Color(0x6FD08C),
    new Color(0xF3D34A),
    new Color(0x4FD6D6),
    new Color(0xA9B4FF),
    new Color(0xFF7F7F),
  };

  private LabelColor() {}

  static Color onDark(RallyEvent event, List<String> labels) {
    int label = first(event, labels);
    return label < 0 ? NONE : ON_DARK[label % COUNT];
  }

  /** The class of that colour in {@code page.css}. */
  static String css(RallyEvent event, List<String> labels) {
    return css(first(event, labels));
  }

  /** The class of a label's colour; -1 for none. */
  static String css(int label) {
    return label < 0 ? "k-event" : "k" + label % COUNT;
  }

  /** An event has the colour of its first label. */
  private static int first(RallyEvent event, List<String> labels) {
    return event.attributes().isEmpty() ? -1 : labels.indexOf(event.attributes().get(0).label());
  }
}
