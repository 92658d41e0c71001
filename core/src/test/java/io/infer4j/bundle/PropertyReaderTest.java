package io.infer4j.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.infer4j.ModelLoadException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PropertyReaderTest {
  @Test
  void anyTextIsReadAsJavaReadsIt() throws IOException {
    Random random = new Random(1);
    String[] parts = {
      "a", "b", "key", " ", "\t", "\f", "=", ":", "\\", "\\\n", "\\\r\n", "\n", "\r", "\r\n", "#",
      "!", "\\u00e9", "\\t", "\\=", "\u00e9", ".", "1"
    };
    int compared = 0;
    for (int round = 0; round < 20_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(14); i >= 0; i--) {
        text.append(parts[random.nextInt(parts.length)]);
      }
      // Of a text that ends in a joined line of nothing, Java makes an empty key.
      text.append("\nend=1");
      Properties expected = new Properties();
      expected.load(new StringReader(text.toString()));
      List<Property> read;
      try {
        read = read(text.toString());
      } catch (ModelLoadException e) {
        continue; // A key that stands there twice.
      }
      compared++;
      assertThat(read).as(text.toString()).hasSize(expected.size());
      for (Property property : read) {
        String value = expected.getProperty(property.key);
        assertThat(value).as(text.toString()).isNotNull();
        assertThat(property.value).as(text.toString()).isEqualTo(value.trim());
      }
    }
    assertThat(compared).isGreaterThan(15_000);
  }

  @Test
  void orderAndLinesAreKept() {
    List<Property> read = read("# c\nb=1\r\n\n  a = 2 \\\n   3\n! c\nc:\u00e9");

    assertThat(read)
        .extracting(p -> p.line + " " + p.key + "=" + p.value)
        .containsExactly("2 b=1", "4 a=2 3", "7 c=\u00e9");
  }

  @Test
  void byteOrderMarkIsSkipped() {
    assertThat(read("\uFEFFa=1").get(0).key).isEqualTo("a");
  }

  @Test
  void keyThatStandsThereTwiceIsRefused() {
    assertThatThrownBy(() -> read("a=1\nb=2\na=3"))
        .isInstanceOf(ModelLoadException.class)
        .hasMessage("f:3: a: expected a key once, got it again after line 1");
  }

  @Test
  void brokenUnicodeEscapeIsRefused() {
    assertThatThrownBy(() -> read("a=1\nb=\\u12x4"))
        .isInstanceOf(ModelLoadException.class)
        .hasMessage("f:2: expected four hexadecimal digits after \\u, got '12x4'");
  }

  @Test
  void otherEncodingsAreRefused() {
    byte[] latin = "a=\u00e9".getBytes(StandardCharsets.ISO_8859_1);

    assertThatThrownBy(() -> PropertyReader.read("f", latin))
        .isInstanceOf(ModelLoadException.class)
        .hasMessage("f: expected UTF-8, got other bytes");
  }

  private static List<Property> read(String text) {
    return PropertyReader.read("f", text.getBytes(StandardCharsets.UTF_8));
  }
}
