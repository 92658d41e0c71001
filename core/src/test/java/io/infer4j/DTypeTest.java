package io.infer4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DTypeTest {
  @ParameterizedTest
  @EnumSource
  void everyTypeIsParsedFromItsText(DType dtype) {
    assertThat(DType.parse(dtype.toString())).isSameAs(dtype);
  }

  @Test
  void theTextIsLowerCaseAndDoesNotDependOnTheLocale() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("tr"));
    try {
      assertThat(DType.parse("int8")).isSameAs(DType.INT8);
      assertThat(DType.UINT16).hasToString("uint16");
    } finally {
      Locale.setDefault(before);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"float", "FLOAT32", " float32", "complex64", ""})
  void anUnknownNameIsRefusedWithTheKnownOnes(String name) {
    assertThatThrownBy(() -> DType.parse(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "unknown dtype '"
                + name
                + "', expected one of [float16, bfloat16, float32, float64, int8, int16, int32,"
                + " int64, uint8, uint16, uint32, uint64, bool, string]");
  }

  @ParameterizedTest
  @CsvSource({
    "FLOAT16,  2, true,  false, false",
    "BFLOAT16, 2, true,  false, false",
    "FLOAT32,  4, true,  false, false",
    "FLOAT64,  8, true,  false, false",
    "INT8,     1, false, true,  false",
    "INT16,    2, false, true,  false",
    "INT32,    4, false, true,  false",
    "INT64,    8, false, true,  false",
    "UINT8,    1, false, true,  true",
    "UINT16,   2, false, true,  true",
    "UINT32,   4, false, true,  true",
    "UINT64,   8, false, true,  true",
    "BOOL,     1, false, false, false",
    "STRING,   0, false, false, false",
  })
  void eachTypeHasItsWidthAndKind(
      DType dtype, int bytes, boolean floating, boolean integer, boolean unsigned) {
    assertThat(dtype.byteSize()).isEqualTo(bytes);
    assertThat(dtype.isFloatingPoint()).isEqualTo(floating);
    assertThat(dtype.isInteger()).isEqualTo(integer);
    assertThat(dtype.isUnsigned()).isEqualTo(unsigned);
  }
}
