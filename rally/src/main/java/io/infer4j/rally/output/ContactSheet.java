package io.infer4j.rally.output;

import io.infer4j.rally.RallyEvent;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** One picture of all pictures of events, each with its labels, frame, time and score. */
final class ContactSheet {
  private static final int MOST_COLUMNS = 5;

  /** For its text. */
  static final int NARROWEST_TILE = 200;

  private static final int MARGIN = 24;
  private static final int GAP = 16;
  private static final int HEADER = 64;
  private static final int CAPTION = 48;
  private static final int FOOTER = 32;
  private static final int BAR = 4;

  private static final Color PAPER = new Color(0x14171C);
  private static final Color CARD = new Color(0x20252D);
  private static final Color INK = new Color(0xF2F4F7);
  private static final Color FAINT = new Color(0xA7B0BD);

  private final String title;
  private final String subtitle;
  private final List<String> labels;

  ContactSheet(String title, String subtitle, List<String> labels) {
    this.title = title;
    this.subtitle = subtitle;
    this.labels = labels;
  }

  /** Writes a PNG; {@code remark} says what is left out, or is empty. */
  void write(Path path, List<FoundEvent> events, String remark) throws IOException {
    BufferedImage sheet = draw(events, remark);
    try (ImageOutputStream out = new MemoryCacheImageOutputStream(Files.newOutputStream(path))) {
      ImageIO.write(sheet, "png", out);
    }
  }

  private BufferedImage draw(List<FoundEvent> found, String remark) {
    List<FoundEvent> events = found.stream().filter(each -> each.picture() != null).toList();
    int tileWidth = 240;
    int tileHeight = 135;
    for (FoundEvent each : events) {
      BufferedImage picture = each.picture();
      if (picture != null) {
        tileWidth = Math.max(NARROWEST_TILE, picture.getWidth());
        tileHeight = picture.getHeight();
      }
    }
    int columns = Math.max(2, Math.min(MOST_COLUMNS, events.size()));
    int rows = (events.size() + columns - 1) / columns;
    int width = 2 * MARGIN + columns * (tileWidth + GAP) - GAP;
    int height =
        MARGIN
            + HEADER
            + rows * (tileHeight + BAR + CAPTION + GAP)
            + (remark.isEmpty() ? 0 : FOOTER)
            + MARGIN
            - GAP;
    BufferedImage sheet =
        new BufferedImage(width, Math.max(height, 120), BufferedImage.TYPE_INT_RGB);
    Graphics2D g = sheet.createGraphics();
    try {
      g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      g.setRenderingHint(
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
      g.setColor(PAPER);
      g.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
      text(g, title, Font.BOLD, 22, INK, MARGIN, MARGIN + 20, width - 2 * MARGIN);
      text(g, subtitle, Font.PLAIN, 14, FAINT, MARGIN, MARGIN + 44, width - 2 * MARGIN);
      for (int i = 0; i < events.size(); i++) {
        int x = MARGIN + i % columns * (tileWidth + GAP);
        int y = MARGIN + HEADER + i / columns * (tileHeight + BAR + CAPTION + GAP);
        tile(g, events.get(i), x, y, tileWidth, tileHeight);
      }
      if (!remark.isEmpty()) {
        text(
            g,
            remark,
            Font.PLAIN,
            14,
            FAINT,
            MARGIN,
            sheet.getHeight() - MARGIN,
            width - 2 * MARGIN);
      }
    } finally {
      g.dispose();
    }
    return sheet;
  }

  private void tile(Graphics2D g, FoundEvent found, int x, int y, int width, int height) {
    RallyEvent event = found.event();
    g.setColor(CARD);
    g.fillRect(x, y, width, height + BAR + CAPTION);
    BufferedImage picture = found.picture();
    if (picture != null) {
      g.drawImage(picture, x + (width - picture.getWidth()) / 2, y, null);
    }
    g.setColor(LabelColor.onDark(event, labels));
    g.fillRect(x, y + height, width, BAR);
    String score = Html.format("%.2f", event.score());
    int below = y + height + BAR;
    text(g, PageChart.words(event), Font.BOLD, 15, INK, x + 10, below + 20, width - 60);
    text(g, score, Font.BOLD, 15, INK, x + width - 44, below + 20, 40);
    String when = Timecode.of(event.seconds()) + "  frame " + event.frame();
    text(g, when, Font.PLAIN, 13, FAINT, x + 10, below + 39, width - 20);
  }

  /** Cuts what is too long, saying so. */
  private static void text(
      Graphics2D g, String text, int style, int size, Color color, int x, int y, int room) {
    g.setFont(new Font(Font.SANS_SERIF, style, size));
    g.setColor(color);
    FontMetrics metrics = g.getFontMetrics();
    String shown = text;
    for (int end = text.length(); metrics.stringWidth(shown) > room && end > 0; ) {
      end = text.offsetByCodePoints(end, -1);
      shown = text.substring(0, end) + "\u2026";
    }
    g.drawString(shown, x, y);
  }
}
