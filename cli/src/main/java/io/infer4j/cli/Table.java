package io.infer4j.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows of cells in columns as wide as they need; numbers to the right. A sentence in a row's last
 * cell is wrapped.
 */
final class Table {
  private static final String GAP = "  ";
  private static final int WIDTH = 100;

  private final String alignment;
  private final List<String[]> rows = new ArrayList<>();
  private final int[] least;
  private int printed;

  /**
   * An empty table.
   *
   * @param alignment a letter a column: {@code l} for left, {@code r} for right
   */
  Table(String alignment) {
    this.alignment = alignment;
    this.least = new int[alignment.length()];
  }

  /**
   * Makes columns so wide at least, so that rows can be printed before all are known: {@link
   * #printNew}.
   */
  Table atLeast(String... cells) {
    for (int i = 0; i < cells.length; i++) {
      least[i] = Math.max(least[i], length(Visible.of(cells[i])));
    }
    return this;
  }

  /** A row; cells that are left out at its end are empty. */
  void row(String... cells) {
    String[] visible = new String[cells.length];
    for (int i = 0; i < cells.length; i++) {
      visible[i] = Visible.of(cells[i]);
    }
    rows.add(visible);
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  void print(PrintWriter out, String indent) {
    printed = 0;
    printNew(out, indent);
  }

  /** Prints the rows that were not printed yet. */
  void printNew(PrintWriter out, String indent) {
    int[] widths = least.clone();
    for (String[] row : rows) {
      // The last cell of a row needs no room to its right, so a sentence there widens no column.
      int counted = row.length < alignment.length() ? row.length - 1 : row.length;
      for (int i = 0; i < counted; i++) {
        widths[i] = Math.max(widths[i], length(row[i]));
      }
    }
    for (String[] row : rows.subList(printed, rows.size())) {
      StringBuilder line = new StringBuilder(indent);
      int last = row.length - 1;
      for (int i = 0; i < last; i++) {
        line.append(padded(row[i], widths[i], alignment.charAt(i))).append(GAP);
      }
      if (row.length == alignment.length() && alignment.charAt(last) == 'r') {
        line.append(padded(row[last], widths[last], 'r'));
        out.println(line);
      } else {
        printWrapped(line.toString(), row[last], out);
      }
    }
    printed = rows.size();
  }

  private static String padded(String cell, int width, char alignment) {
    String padding = " ".repeat(width - length(cell));
    return alignment == 'r' ? padding + cell : cell + padding;
  }

  /** Breaks a sentence at spaces, and goes on below its beginning. */
  private static void printWrapped(String before, String sentence, PrintWriter out) {
    String margin = " ".repeat(length(before));
    StringBuilder line = new StringBuilder(before);
    boolean empty = true;
    for (String word : sentence.split(" ", -1)) {
      if (!empty && length(line) + 1 + length(word) > WIDTH) {
        out.println(line.toString().stripTrailing());
        line = new StringBuilder(margin);
        empty = true;
      }
      line.append(empty ? "" : " ").append(word);
      empty = false;
    }
    out.println(line.toString().stripTrailing());
  }

  private static int length(CharSequence text) {
    return Character.codePointCount(text, 0, text.length());
  }
}
