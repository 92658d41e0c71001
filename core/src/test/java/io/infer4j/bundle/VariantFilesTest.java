package io.infer4j.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.infer4j.DType;
import io.infer4j.ModelLoadException;
import io.infer4j.ModelSource;
import io.infer4j.Shape;
import io.infer4j.TensorSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Other files that a variant's model needs travel in the bundle, and its pin covers them. */
class VariantFilesTest {
  private static final TensorSpec X = TensorSpec.of("x", DType.FLOAT32, Shape.of(2));
  private static final TensorSpec Y = TensorSpec.of("y", DType.FLOAT32, Shape.of(2));

  @TempDir Path temp;
  private final EchoEngine engine = new EchoEngine("first").inputs(X).outputs(Y);
  private BundleFolder folder;

  @BeforeEach
  void write() {
    folder =
        new BundleFolder(temp.resolve("net"))
            .lines("input.0.name=x", "input.0.dtype=float32", "input.0.shape=2")
            .lines("output.0.name=y", "output.0.dtype=float32", "output.0.shape=2");
  }

  /** A variant whose model lies in a folder of its own, with a file beside it and one below. */
  private BundleFolder variant(String files) {
    ModelSource model =
        ModelSource.of(folder.file("in/a.bin", "first a"))
            .withFile("a.data", ModelSource.of(folder.file("in/a.data", "one")))
            .withFile("more/b.data", ModelSource.of(folder.file("in/more/b.data", "two")));
    return folder.lines(
        "variant.a.format=first",
        "variant.a.file=in/a.bin",
        "variant.a.files=" + files,
        "variant.a.sha256=" + model.sha256());
  }

  private void check(ModelBundle bundle) {
    assertThat(bundle.variant("a").files()).containsExactly("in/a.data", "in/more/b.data");
    bundle.withEngines(engine.alone()).load().close();
    assertThat(engine.seenSource.files().keySet()).containsExactly("a.data", "more/b.data");
    assertThat(engine.seenSource.files().get("more/b.data").bytes())
        .isEqualTo("two".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void reachTheEngineByTheNamesThatTheModelHasForThem() {
    check(variant("in/more/b.data, in/a.data").open());
  }

  @Test
  void areTakenFromAZip() throws IOException {
    variant("in/a.data,in/more/b.data").open();
    Path zip = temp.resolve("net.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      for (String name :
          new String[] {"model.properties", "in/a.bin", "in/a.data", "in/more/b.data"}) {
        out.putNextEntry(new ZipEntry(name));
        out.write(Files.readAllBytes(folder.folder.resolve(name)));
      }
    }
    check(ModelBundle.open(zip));
  }

  @Test
  void areOpenedByTheAppThatOpensTheOthers() {
    variant("in/a.data,in/more/b.data").open();
    check(ModelBundle.open("net", path -> Files.newInputStream(temp.resolve(path))));
  }

  @Test
  void thatHaveOtherBytesThanPinnedAreRefused() {
    ModelBundle bundle = variant("in/a.data,in/more/b.data").open().withEngines(engine.alone());
    folder.file("in/more/b.data", "not two");

    assertThatThrownBy(bundle::load)
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("with a.data, more/b.data is ");
    assertThat(engine.loads).isZero();
  }

  @Test
  void mustLieBesideTheModelOrBelow() {
    folder.file("c.data", "three");
    assertThatThrownBy(() -> variant("in/a.data,c.data").open())
        .isInstanceOf(ModelLoadException.class)
        .hasMessageEndingWith(
            "variant.a.files: expected other files than in/a.bin, beside it or in folders below it,"
                + " got 'c.data'");
  }

  @Test
  void mustLieInTheBundle() {
    assertThatThrownBy(() -> variant("in/../../secret").open())
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("variant.a.files: expected a path within the bundle");
  }
}
