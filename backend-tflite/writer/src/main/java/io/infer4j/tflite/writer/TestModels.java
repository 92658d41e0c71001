package io.infer4j.tflite.writer;

import io.infer4j.DType;
import io.infer4j.Tensor;
import io.infer4j.npy.Npy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes the models that the tests of backend-tflite read, into {@code
 * backend-tflite/src/test/resources/io/infer4j/tflite/models}; the same bytes each time. Command,
 * from the repository root:
 *
 * <pre>{@code
 * mvn -q -pl backend-tflite/writer -am -DskipTests package
 * mvn -q -pl backend-tflite/writer dependency:build-classpath -Dmdep.outputFile=target/classpath
 * java -cp "backend-tflite/writer/target/classes:$(cat backend-tflite/writer/target/classpath)" \
 *     io.infer4j.tflite.writer.TestModels
 * }</pre>
 *
 * <p>Weights come from {@code backend-tflite/src/test/python/weights}, which {@code make_data.py}
 * beside that folder writes together with inputs and expected outputs. {@code ?} is a dynamic
 * dimension; float32 unless a type is given; no signature unless one is named.
 *
 * <pre>
 * identity_TYPE       x [?] -> y [?] by RESHAPE, one file for each type of the format
 * mlp                 x [1,4] -> y [1,3]; signature serving_default: features -> scores
 * mlp_dynamic         the same weights and signature, x [?,4] -> y [?,3]
 * add_sub             a [2,3], b [2,3] -> sum = a + b, difference = a - b
 * </pre>
 */
public final class TestModels {
  private static final Path WEIGHTS = Path.of("backend-tflite/src/test/python/weights");
  private static final Path OUT =
      Path.of("backend-tflite/src/test/resources/io/infer4j/tflite/models");

  private TestModels() {}

  /** Writes the models; takes no arguments. */
  public static void main(String[] args) throws IOException {
    for (DType dtype : DType.values()) {
      if (dtype != DType.BFLOAT16) {
        write("identity_" + dtype, identity(dtype));
      }
    }
    write("mlp", mlp(1));
    write("mlp_dynamic", mlp(-1));
    write("add_sub", addSub());
  }

  private static TfliteGraph identity(DType dtype) {
    TfliteGraph graph = new TfliteGraph();
    Value x = graph.input("x", dtype, -1);
    graph.output("y", graph.reshape(x, -1));
    return graph;
  }

  private static TfliteGraph mlp(long batch) {
    TfliteGraph graph = new TfliteGraph();
    Value x = graph.input("x", DType.FLOAT32, batch, 4);
    Value hidden =
        graph.fullyConnected(
            x,
            graph.constant(weights("mlp_w1")),
            graph.constant(weights("mlp_b1")),
            Activation.RELU);
    Value y =
        graph.fullyConnected(
            hidden,
            graph.constant(weights("mlp_w2")),
            graph.constant(weights("mlp_b2")),
            Activation.NONE);
    graph.output("y", y);
    graph.signature("serving_default").input("features", x).output("scores", y);
    return graph;
  }

  private static TfliteGraph addSub() {
    TfliteGraph graph = new TfliteGraph();
    Value a = graph.input("a", DType.FLOAT32, 2, 3);
    Value b = graph.input("b", DType.FLOAT32, 2, 3);
    graph.output("sum", graph.add(a, b));
    graph.output("difference", graph.sub(a, b));
    return graph;
  }

  private static Tensor weights(String name) {
    return Npy.read(WEIGHTS.resolve(name + ".npy"));
  }

  private static void write(String name, TfliteGraph graph) throws IOException {
    write(name, new TfliteModel(graph));
  }

  private static void write(String name, TfliteModel model) throws IOException {
    write(name, model.description("infer4j test model: " + name).toBytes());
  }

  private static void write(String name, byte[] file) throws IOException {
    Files.write(OUT.resolve(name + ".tflite"), file);
  }
}
