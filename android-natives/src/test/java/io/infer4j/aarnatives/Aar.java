package io.infer4j.aarnatives;

import java.nio.file.Path;
import java.util.List;

/** An AAR whose natives run in this JVM, on the rig's libraries instead of Android's. */
enum Aar {
  TENSORFLOW_LITE("tensorflow-lite.aar"),
  PYTORCH("pytorch_android_lite.aar");

  private static final List<String> RIG =
      List.of("libc.so", "libm.so", "libdl.so", "liblog.so", "libandroid.so", "libopener.so");

  private final String file;

  Aar(String file) {
    this.file = file;
  }

  Path file() {
    return Path.of(System.getenv("INFER4J_AARS"), file);
  }

  /** Its libraries, each after those that it needs. */
  List<String> libraries() {
    return this == PYTORCH
        ? List.of("libc++_shared.so", "libfbjni.so", "libpytorch_jni_lite.so")
        : List.of("libtensorflowlite_jni.so");
  }

  /** Where the library was unpacked to. */
  static Path unpacked(String library) {
    return Path.of(System.getenv("LD_LIBRARY_PATH"), library);
  }

  /**
   * Loads the rig, then the libraries: the AAR's own classes load them again, by name, and get
   * these. Loading twice is nothing.
   */
  synchronized void load() {
    for (String each : RIG) {
      System.load(Path.of(System.getenv("INFER4J_RIG"), each).toString());
    }
    for (String each : libraries()) {
      open(unpacked(each).toString());
    }
    if (this == PYTORCH) {
      startDestructorThread();
    }
  }

  /**
   * Opens a library ahead of System.loadLibrary.
   *
   * @throws UnsatisfiedLinkError if it cannot be
   */
  private static native void open(String path);

  /**
   * fbjni has a thread that never ends. It is a daemon, and a JVM ends without it, if the thread
   * that starts it is one.
   */
  private static void startDestructorThread() {
    Thread daemon =
        new Thread(
            () -> {
              try {
                Class.forName("com.facebook.jni.DestructorThread");
              } catch (ClassNotFoundException e) {
                throw new IllegalStateException(e);
              }
            });
    daemon.setDaemon(true);
    daemon.start();
    try {
      daemon.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
