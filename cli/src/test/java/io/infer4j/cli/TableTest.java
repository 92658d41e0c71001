package io.infer4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class TableTest {
  private static String print(Table table) {
    StringWriter text = new StringWriter();
    table.print(new PrintWriter(text), "");
    return text.toString();
  }

  @Test
  void columnsAreAlignedNumbersToTheRight() {
    Table table = new Table("lr");
    table.row("a", "1");
    table.row("bbb", "22");

    assertThat(print(table).lines()).containsExactly("a     1", "bbb  22");
  }

  @Test
  void sentenceInTheLastCellIsWrappedBelowItsBeginning() {
    Table table = new Table("ll");
    table.row("why", "word ".repeat(30).trim());

    assertThat(print(table).lines())
        .hasSize(2)
        .allSatisfy(line -> assertThat(line.length()).isLessThan(101))
        .last()
        .asString()
        .startsWith("     word");
  }

  @Test
  void rowsThatArePrintedAsTheyComeAreAligned() {
    StringWriter text = new StringWriter();
    Table table = new Table("lr").atLeast("long name", "100");
    table.row("a", "1");
    table.printNew(new PrintWriter(text), "");
    table.row("long name", "22");
    table.printNew(new PrintWriter(text), "");

    assertThat(text.toString().lines()).containsExactly("a            1", "long name   22");
  }

  @Test
  void fileCannotSteerTheTerminal() {
    Table table = new Table("l");
    table.row("\u001b[31mred\n\u202eback");

    assertThat(print(table).strip()).isEqualTo("\\u001b[31mred\\n\\u202eback");
  }
}
