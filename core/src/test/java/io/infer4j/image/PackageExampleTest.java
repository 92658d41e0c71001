package io.infer4j.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.infer4j.DType;
import io.infer4j.Tensor;
import org.junit.jupiter.api.Test;

/** The example of package-info, line by line. */
class PackageExampleTest {
  @Test
  void theExampleRuns() {
    byte[] pixels = Pixels.of(1, 1280 * 720 * 3);
    Tensor input = Tensor.allocate(DType.FLOAT32, 1, 3, 224, 224);

    Preprocessing imagenet =
        Preprocessing.resizeShorterSide(256, Resize.PILLOW)
            .centerCrop(224, 224)
            .scale(1 / 255.0)
            .mean(0.485, 0.456, 0.406)
            .std(0.229, 0.224, 0.225);
    ImagePreparer preparer = new ImagePreparer(imagenet);
    Image camera = Image.rgb(pixels, 1280, 720);
    preparer.prepare(camera, input);

    assertThat(input.toFloats()).doesNotContain(0f).doesNotContain(Float.NaN);
  }
}
