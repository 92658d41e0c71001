package io.infer4j.tflite;

import static org.assertj.core.api.Assertions.assertThat;

import io.infer4j.IoBinding;
import io.infer4j.LoadOptions;
import io.infer4j.Model;
import io.infer4j.ModelSource;
import io.infer4j.Shape;
import io.infer4j.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What was loaded is what runs, whatever becomes of the file meanwhile. */
class FileChangeTest {
  private final Tensor input = Tensor.of(new float[] {1, 2, 3}, 1, 3);

  @TempDir Path folder;
  private Path file;

  /** How people put another model in the place of one that is loaded. */
  enum Change {
    TRUNCATED {
      @Override
      void make(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
          channel.truncate(100);
        }
      }
    },
    OVERWRITTEN {
      @Override
      void make(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
          channel.write(ByteBuffer.allocate((int) channel.size()));
        }
      }
    },
    DELETED {
      @Override
      void make(Path file) throws IOException {
        Files.delete(file);
      }
    };

    abstract void make(Path file) throws IOException;
  }

  @BeforeEach
  void copy() throws IOException {
    file = Files.copy(Models.path("fc"), folder.resolve("fc.tflite"));
  }

  private void runsOn(Model model, IoBinding bound) {
    bound.run();
    assertThat(bound.output("score").toFloats()).as("bound").containsExactly(14.5f, 31.5f);
    assertThat(model.run(input).single().toFloats()).as("run").containsExactly(14.5f, 31.5f);
    assertThat(model.run(Tensor.of(new float[] {1, 2, 3, 1, 2, 3}, 2, 3)).single().toFloats())
        .as("another shape, for which the weights are read anew")
        .containsExactly(14.5f, 31.5f, 14.5f, 31.5f);
    try (IoBinding another = model.bind(Shape.of(3, 3))) {
      another.run();
      assertThat(another.output("score").toFloats()).startsWith(0.5f, -0.5f);
    }
  }

  @ParameterizedTest
  @EnumSource(Change.class)
  void aModelRunsAsItWasLoaded(Change change) throws IOException {
    try (Model model = Model.load(file);
        IoBinding bound = model.bindTo(Map.of("feature", input))) {
      bound.run();
      change.make(file);

      runsOn(model, bound);
    }
  }

  @ParameterizedTest
  @EnumSource(Change.class)
  void aPinnedModelRunsAsItWasChecked(Change change) throws IOException {
    ModelSource source = ModelSource.of(file);
    try (Model model = Model.load(source.withSha256(source.sha256()), LoadOptions.defaults());
        IoBinding bound = model.bindTo(Map.of("feature", input))) {
      change.make(file);

      runsOn(model, bound);
    }
  }

  @Test
  void aMappedFileRunsWhereItIs() {
    try (Model model = Model.load(ModelSource.mapped(file));
        IoBinding bound = model.bindTo(Map.of("feature", input))) {
      runsOn(model, bound);
    }
  }

  /** Kernels read constants in place, which wants them aligned. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 8, 16})
  void aBufferRunsWhereverItBegins(int offset) {
    byte[] bytes = Models.bytes("fc");
    ByteBuffer memory = ByteBuffer.allocateDirect(bytes.length + offset);
    memory.position(offset);
    memory.put(bytes);
    memory.position(offset);
    try (Model model = Model.load(ModelSource.of(memory));
        IoBinding bound = model.bindTo(Map.of("feature", input))) {
      runsOn(model, bound);
    }
  }

  @Test
  void aDirectBufferStaysReachableAsLongAsItsModel() {
    byte[] bytes = Models.bytes("fc");
    try (Model model =
            Model.load(ModelSource.of(ByteBuffer.allocateDirect(bytes.length).put(bytes).flip()));
        IoBinding bound = model.bindTo(Map.of("feature", input))) {
      for (int i = 0; i < 20; i++) {
        System.gc();
        ByteBuffer.allocateDirect(bytes.length).put(new byte[bytes.length]);
      }
      runsOn(model, bound);
    }
  }
}
