package io.infer4j.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.infer4j.DType;
import io.infer4j.Layout;
import io.infer4j.ModelLoadException;
import io.infer4j.Shape;
import io.infer4j.image.ChannelOrder;
import io.infer4j.image.Preprocessing;
import io.infer4j.image.Resize;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestTest {
  private static final String HASH =
      "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

  /** A bundle that is right; each test changes a line. */
  private final List<String> lines =
      new ArrayList<>(
          Arrays.asList(
              "infer4j.version=1",
              "input.0.name=image",
              "input.0.dtype=float32",
              "input.0.shape=batch,3,32,48",
              "input.0.layout=NCHW",
              "output.0.name=scores",
              "output.0.dtype=float32",
              "output.0.shape=batch,?",
              "variant.a.format=tflite",
              "variant.a.file=a.tflite",
              "variant.a.sha256=" + HASH));

  @Test
  void tensorsAreReadAsTheyAreWritten() {
    Manifest manifest = manifest();

    assertThat(manifest.inputs.get(0).spec())
        .hasToString("image float32[batch, 3, 32, 48]")
        .satisfies(spec -> assertThat(spec.layout()).isEqualTo(Layout.NCHW));
    assertThat(manifest.outputs.get(0).spec()).hasToString("scores float32[batch, ?]");
  }

  @Test
  void emptyShapeIsAScalarAndNoneIsUnknown() {
    set("output.0.shape", "output.0.shape=");
    add("output.1.name=other", "output.1.dtype=int64");

    Manifest manifest = manifest();

    assertThat(manifest.outputs.get(0).spec().shape()).isEqualTo(Shape.of());
    assertThat(manifest.outputs.get(1).spec().shape()).isEqualTo(Shape.unknown());
  }

  @Test
  void variantsAreInTheOrderOfTheirFirstKeys() {
    add("variant.b.format=onnx", "variant.b.file=b", "variant.b.sha256=" + HASH);
    lines.add(1, "variant.c.accuracy=0.97 on the test set");
    add("variant.c.format=onnx", "variant.c.file=c", "variant.c.sha256=" + HASH);

    assertThat(manifest().variants).extracting(BundleVariant::name).containsExactly("c", "a", "b");
  }

  @Test
  void variantSaysWhatIsStatedOfIt() {
    add("variant.a.atol=0.1", "variant.a.rtol=0.02", "variant.a.accuracy=97 %");

    BundleVariant variant = manifest().variants.get(0);

    assertThat(variant).hasToString("a (tflite, a.tflite)");
    assertThat(variant.sha256()).isEqualTo(HASH);
    assertThat(variant.accuracy()).contains("97 %");
    assertThat(variant.tolerance().orElseThrow().toString()).contains("0.1").contains("0.02");
  }

  @Test
  void whatAVariantDoesNotStateIsCanonicalInItsLayout() {
    add("variant.a.input.0.layout=NHWC", "variant.a.input.0.dtype=uint8");

    TensorRule rule = manifest().variants.get(0).inputs().get(0);

    assertThat(rule.dtype).isEqualTo(DType.UINT8);
    assertThat(rule.shape).hasToString("[batch, 32, 48, 3]");
    assertThat(rule.fileName()).isEqualTo("image");
  }

  @Test
  void perChannelScalesTakeOneZeroPointForAll() {
    add(
        "variant.a.output.0.dtype=int8",
        "variant.a.output.0.scale=0.5, 0.25",
        "variant.a.output.0.zero_point=3",
        "variant.a.output.0.axis=1");

    TensorRule rule = manifest().variants.get(0).outputs().get(0);

    assertThat(rule.quantization.zeroPoint(1)).isEqualTo(3);
    assertThat(rule.quantization.axis()).isEqualTo(1);
  }

  @Test
  void preprocessingIsThatOfTheImagePackage() {
    add(
        "preprocess.size=48x32",
        "preprocess.resize=PILLOW",
        "preprocess.center_crop=40",
        "preprocess.scale=1/255",
        "preprocess.mean=0.485,0.456,0.406",
        "preprocess.std=0.2",
        "preprocess.channels=BGR");

    Preprocessing preprocessing = manifest().preprocessing;

    assertThat(preprocessing.width()).isEqualTo(48);
    assertThat(preprocessing.height()).isEqualTo(32);
    assertThat(preprocessing.resize()).isEqualTo(Resize.PILLOW);
    assertThat(preprocessing.channels()).isEqualTo(ChannelOrder.BGR);
    assertThat(preprocessing.layout()).isEqualTo(Layout.NCHW);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "input.0.dtype | input.0.dtype=flaot32 | :3: input.0.dtype: expected one of [float16, |"
            + " got 'flaot32'",
        "input.0.dtype | input.0.dtpye=float32 | :3: unknown key 'input.0.dtpye': expected"
            + " input.0. and one of [name, dtype, | got 'dtpye'",
        "input.0.dtype | color=red | :3: unknown key 'color': expected one that begins with | x",
        "input.0.dtype | # nothing | :2: expected a key input.0.dtype, got none beside input.0.name"
            + " | input.0.layout",
        "input.0.name | # nothing | :3: expected a key input.0.name, got none beside | x",
        "input.0.name | input.x.name=image | :2: input.x.name: expected a key input.N.KEY with a"
            + " number N from 0 | got input.x.name",
        "input.0.layout | input.0.layout=nchw | :5: input.0.layout: expected a layout of capital"
            + " letters, none twice | got 'nchw'",
        "input.0.layout | input.0.layout=NCHH | :5: input.0.layout: expected a layout | got 'NCHH'",
        "input.0.layout | input.0.layout=NCH | :5: input.0.layout: expected a letter for each axis"
            + " of [batch, 3, 32, 48] | got 'NCH'",
        "input.0.shape | input.0.shape=1,3,32x,4 | :4: input.0.shape: expected a size | got '32x'",
        "input.0.shape | input.0.shape=-1,3,32,4 | :4: input.0.shape: expected sizes, names or ?"
            + " | got '-1,3,32,4'",
        "input.0.shape | input.0.shape=1,,32,4 | :4: input.0.shape: expected values separated by"
            + " commas | got '1,,32,4'",
        "output.0.name | output.1.name=scores | :7: expected a key output.0.name | got none beside",
        "infer4j.version | infer4j.version=2 | :1: infer4j.version: expected 1, | got '2'",
        "infer4j.version | input.0.scale=1 | :1: expected infer4j.version as the first key |"
            + " got 'input.0.scale'",
        "variant.a.format | # nothing | :10: expected a key variant.a.format, got none beside |"
            + " variant.a.file",
        "variant.a.file | # nothing | :9: expected a key variant.a.file, got none beside | x",
        "variant.a.sha256 | # nothing | :9: expected a key variant.a.sha256, got none beside | x",
        "variant.a.sha256 | variant.a.sha256=12 | :11: variant.a.sha256: expected 64 hexadecimal"
            + " digits | got '12'",
        "variant.a.format | variant.a b.format=onnx | :9: expected variant.NAME.KEY with a name of"
            + " letters | got 'variant.a'",
      })
  void wrongLineIsNamed(String key, String replacement, String message, String alsoIn) {
    set(key, replacement);

    assertThatThrownBy(this::manifest)
        .isInstanceOf(ModelLoadException.class)
        .hasMessageStartingWith("f" + message)
        .hasMessageContaining(alsoIn.equals("x") ? "" : alsoIn);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "output.1.name=scores | output.1.dtype=int8 | :12: output.1.name: expected a name that no"
            + " other has, got 'scores' again",
        "output.2.name=more | output.2.dtype=int8 | :12: output.2.name: expected numbers from 0"
            + " without gaps, here 1, got 2",
        "variant.a.format=onnx | # | :12: variant.a.format: expected a key once, got it again after"
            + " line 9",
        "variant.a.input.1.name=x | # | :12: variant.a.input.1.name: expected one of the 1"
            + " canonical inputs, numbered from 0, got another number",
        "variant.a.input.0.dtype=int4 | # | :12: variant.a.input.0.dtype: expected one of",
        "variant.a.input.0.dtype=string | # | :12: variant.a.input.0.dtype: expected a dtype that"
            + " float32 can be mapped to, got string",
        "variant.a.input.0.dtype=bool | # | :12: variant.a.input.0.dtype: expected a dtype that"
            + " float32 can be mapped to, got bool",
        "variant.a.input.0.layout=NHWX | # | :12: variant.a.input.0.layout: expected the letters of"
            + " NCHW in another order, got 'NHWX'",
        "variant.a.output.0.layout=NC | # | :12: variant.a.output.0.layout: expected a key"
            + " output.0.layout beside it, got none",
        "variant.a.input.0.shape=1,3,32,49 | # | :12: variant.a.input.0.shape: expected what fits"
            + " the canonical shape [batch, 3, 32, 48], here [batch, 3, 32, 48], got '1,3,32,49'",
        "variant.a.input.0.layout=NHWC | variant.a.input.0.shape=1,3,32,48 | :13:"
            + " variant.a.input.0.shape: expected what fits the canonical shape [batch, 3, 32, 48],"
            + " here [batch, 32, 48, 3], got '1,3,32,48'",
        "variant.a.input.0.name=x | variant.a.input.0.position=1 | :13:"
            + " variant.a.input.0.position: expected a name or a position, got both: the name is"
            + " 'x'",
        "variant.a.input.0.position=-1 | # | :12: variant.a.input.0.position: expected a whole"
            + " number, 0 or more, got '-1'",
        "variant.a.input.0.scale=0.1 | # | :12: variant.a.input.0.scale: expected no scale where"
            + " the dtype is float32, got '0.1'",
        "variant.a.input.0.zero_point=1 | # | :12: variant.a.input.0.zero_point: expected a key"
            + " variant.a.input.0.scale beside it, got none",
        "variant.a.input.0.dtype=int8 | variant.a.input.0.scale=0 | :13: variant.a.input.0.scale:"
            + " expected a scale above 0 that a float can hold, got '0'",
        "variant.a.input.0.dtype=int8 | variant.a.input.0.scale=NaN | :13:"
            + " variant.a.input.0.scale: expected a finite number, got 'NaN'",
        "variant.a.input.0.dtype=int8 | variant.a.input.0.scale=1,2 | :13:"
            + " variant.a.input.0.scale: expected one scale, or a key variant.a.input.0.axis beside"
            + " it, got 2 scales",
        "variant.a.atol=much | # | :12: variant.a.atol: expected a finite number, got 'much'",
        "variant.a.atol=-1 | # | :12: variant.a.atol: expected a number of 0 or more, got '-1'",
        "variant.a.option.tflite=1 | # | :12: variant.a.option.tflite: expected a key"
            + " variant.a.option.ENGINE.KEY, got variant.a.option.tflite",
        "labels=a,b | labels.file=l.txt | :13: labels.file: expected labels or labels.file, got"
            + " both",
        "labels=a,,b | # | none",
        "metadata.=x | # | :12: unknown key 'metadata.'",
        "preprocess.size=48x32 | # | :12: expected a key preprocess.resize, got none beside",
        "preprocess.size=48x32 | preprocess.resize=BILINEAR | :13: preprocess.resize: expected one"
            + " of [PILLOW, OPENCV_LINEAR, HALF_PIXEL, NEAREST], got 'BILINEAR'",
        "preprocess.size=48 | preprocess.resize=PILLOW | :12: preprocess.size: expected"
            + " WIDTHxHEIGHT, such as 224x224, got '48'",
        "preprocess.size=32x48 | preprocess.resize=PILLOW | :12: preprocess.size: expected what"
            + " fits input 'image' [batch, 3, 32, 48] in NCHW, got 48 for H",
        "preprocess.size=48x32 | preprocess.input=x | :13: preprocess.input: expected one of the"
            + " inputs [image], got 'x'",
      })
  void wrongLineThatIsAddedIsNamed(String line, String next, String message) {
    add(line, next);

    if (message.equals("none")) {
      assertThat(manifest().labels).isNotNull(); // Read later, with the file.
      return;
    }
    assertThatThrownBy(this::manifest)
        .isInstanceOf(ModelLoadException.class)
        .hasMessageStartingWith("f" + message);
  }

  @ParameterizedTest
  @CsvSource({
    "../a.tflite",
    "a/../../b",
    "/etc/passwd",
    "C:/a",
    "C:a",
    "a\\\\b",
    "./a",
    "a//b",
    "a/",
    "''",
    "a\\tb",
    "\\\\\\\\host\\\\share"
  })
  void pathThatCouldLeaveTheBundleIsRefused(String path) {
    set("variant.a.file", "variant.a.file=" + path);

    assertThatThrownBy(this::manifest)
        .isInstanceOf(ModelLoadException.class)
        .hasMessageStartingWith("f:10: variant.a.file: expected a path within the bundle");
  }

  @Test
  void labelsFileMustBeWithinTheBundleToo() {
    add("labels.file=../labels.txt");

    assertThatThrownBy(this::manifest)
        .isInstanceOf(ModelLoadException.class)
        .hasMessageStartingWith("f:12: labels.file: expected a path within the bundle");
  }

  @Test
  void bundleWithoutVariantsIsRefused() {
    lines.subList(8, 11).clear();

    assertThatThrownBy(this::manifest)
        .isInstanceOf(ModelLoadException.class)
        .hasMessage("f: expected keys variant.NAME..., got no variant");
  }

  @Test
  void emptyFileIsRefused() {
    lines.clear();

    assertThatThrownBy(this::manifest)
        .isInstanceOf(ModelLoadException.class)
        .hasMessage("f: expected infer4j.version=1, got no key at all");
  }

  private void set(String key, String line) {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith(key + "=")) {
        lines.set(i, line);
        return;
      }
    }
    throw new AssertionError("no line for " + key);
  }

  private void add(String... more) {
    lines.addAll(Arrays.asList(more));
  }

  private Manifest manifest() {
    return new Manifest("f", String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
  }
}
