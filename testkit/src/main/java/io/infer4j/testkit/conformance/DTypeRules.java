package io.infer4j.testkit.conformance;

import static io.infer4j.testkit.TensorAssert.assertThatTensor;

import io.infer4j.DType;
import io.infer4j.Model;
import io.infer4j.Tensor;

/** Each element type passes unchanged, bit for bit. */
interface DTypeRules {
  private static void passes(Subject subject, DType dtype) {
    String name = "identity_" + dtype;
    Fixture fixture = Fixture.of(name);
    try (Model model = subject.load(name)) {
      for (int index = 0; index < fixture.cases(); index++) {
        Tensor y = model.run(fixture.in(index)).single();
        assertThatTensor(y).as("%s, case %s", name, index).isIdenticalTo(fixture.onlyOut(index));
      }
    }
  }

  @Rule(
      id = "TYPE-01",
      says = "float32 passes bit for bit, NaN, infinities, subnormals and -0.0 included.",
      lookAt = "how the runtime's types become DTypes, and their width",
      fixtures = "identity_float32",
      dtypes = DType.FLOAT32)
  default void passesFloat32(Subject subject) {
    passes(subject, DType.FLOAT32);
  }

  @Rule(
      id = "TYPE-02",
      says = "float64 passes bit for bit, NaN, infinities, subnormals and -0.0 included.",
      lookAt = "how the runtime's types become DTypes, and their width",
      fixtures = "identity_float64",
      dtypes = DType.FLOAT64)
  default void passesFloat64(Subject subject) {
    passes(subject, DType.FLOAT64);
  }

  @Rule(
      id = "TYPE-03",
      says = "float16 passes bit for bit, NaN, infinities, subnormals and -0.0 included.",
      lookAt = "how 16-bit types are told apart: the bits must not pass through another type",
      fixtures = "identity_float16",
      dtypes = DType.FLOAT16)
  default void passesFloat16(Subject subject) {
    passes(subject, DType.FLOAT16);
  }

  @Rule(
      id = "TYPE-04",
      says = "bfloat16 passes bit for bit, NaN, infinities, subnormals and -0.0 included.",
      lookAt = "how 16-bit types are told apart: the bits must not pass through another type",
      fixtures = "identity_bfloat16",
      dtypes = DType.BFLOAT16)
  default void passesBfloat16(Subject subject) {
    passes(subject, DType.BFLOAT16);
  }

  @Rule(
      id = "TYPE-05",
      says = "int8 passes bit for bit, least and greatest values included.",
      lookAt = "how the runtime's types become DTypes, and their width",
      fixtures = "identity_int8",
      dtypes = DType.INT8)
  default void passesInt8(Subject subject) {
    passes(subject, DType.INT8);
  }

  @Rule(
      id = "TYPE-06",
      says = "int16 passes bit for bit, least and greatest values included.",
      lookAt = "how the runtime's types become DTypes, and their width",
      fixtures = "identity_int16",
      dtypes = DType.INT16)
  default void passesInt16(Subject subject) {
    passes(subject, DType.INT16);
  }

  @Rule(
      id = "TYPE-07",
      says = "int32 passes bit for bit, least and greatest values included.",
      lookAt = "how the runtime's types become DTypes, and their width",
      fixtures = "identity_int32",
      dtypes = DType.INT32)
  default void passesInt32(Subject subject) {
    passes(subject, DType.INT32);
  }

  @Rule(
      id = "TYPE-08",
      says = "int64 passes bit for bit, least and greatest values included.",
      lookAt = "how the runtime's types become DTypes, and their width",
      fixtures = "identity_int64",
      dtypes = DType.INT64)
  default void passesInt64(Subject subject) {
    passes(subject, DType.INT64);
  }

  @Rule(
      id = "TYPE-09",
      says = "uint8 passes bit for bit, least and greatest values included.",
      lookAt = "whether an unsigned type is passed as its signed sibling or refused",
      fixtures = "identity_uint8",
      dtypes = DType.UINT8)
  default void passesUint8(Subject subject) {
    passes(subject, DType.UINT8);
  }

  @Rule(
      id = "TYPE-10",
      says = "uint16 passes bit for bit, least and greatest values included.",
      lookAt = "whether an unsigned type is passed as its signed sibling or refused",
      fixtures = "identity_uint16",
      dtypes = DType.UINT16)
  default void passesUint16(Subject subject) {
    passes(subject, DType.UINT16);
  }

  @Rule(
      id = "TYPE-11",
      says = "uint32 passes bit for bit, least and greatest values included.",
      lookAt = "whether an unsigned type is passed as its signed sibling or refused",
      fixtures = "identity_uint32",
      dtypes = DType.UINT32)
  default void passesUint32(Subject subject) {
    passes(subject, DType.UINT32);
  }

  @Rule(
      id = "TYPE-12",
      says = "uint64 passes bit for bit, least and greatest values included.",
      lookAt = "whether an unsigned type is passed as its signed sibling or refused",
      fixtures = "identity_uint64",
      dtypes = DType.UINT64)
  default void passesUint64(Subject subject) {
    passes(subject, DType.UINT64);
  }

  @Rule(
      id = "TYPE-13",
      says = "bool passes bit for bit, both values.",
      lookAt = "how bool is passed: one byte, 0 or 1",
      fixtures = "identity_bool",
      dtypes = DType.BOOL)
  default void passesBool(Subject subject) {
    passes(subject, DType.BOOL);
  }

  @Rule(
      id = "TYPE-14",
      says = "string passes bit for bit, empty ones, long ones and other scripts included.",
      lookAt = "how strings are encoded on the way in and out, and where they end",
      fixtures = "identity_string",
      dtypes = DType.STRING)
  default void passesString(Subject subject) {
    passes(subject, DType.STRING);
  }

  @Rule(
      id = "TYPE-15",
      says = "Several dtypes in one model are not mixed up.",
      lookAt = "how each input finds its own type and memory",
      fixtures = "mixed",
      dtypes = {DType.INT64, DType.BOOL})
  default void passesSeveralDTypes(Subject subject) {
    subject.runs("mixed");
  }
}
