package io.infer4j.spi.support;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Folders that are the user's alone, and those that are a class loader's for a JVM's life. */
final class LoaderFolder {
  private static final String PREFIX = "loader-";
  private static final long A_DAY = 24 * 60 * 60 * 1000L;

  private LoaderFolder() {}

  /** A new folder in that one; what JVMs that were killed have left there goes. */
  static Path create(Path folder) throws IOException {
    sweep(folder.toFile());
    Path created = Files.createTempDirectory(folder, PREFIX);
    created.toFile().deleteOnExit();
    return created;
  }

  /** Whoever has loaded from a folder that old keeps what was loaded, where it can be deleted. */
  private static void sweep(File folder) {
    File[] files = folder.listFiles();
    long old = System.currentTimeMillis() - A_DAY;
    for (int i = 0; files != null && i < files.length; i++) {
      if (files[i].getName().startsWith(PREFIX) && files[i].lastModified() < old) {
        delete(files[i]);
      }
    }
  }

  private static void delete(File file) {
    if (!Files.isSymbolicLink(file.toPath())) {
      File[] files = file.listFiles();
      for (int i = 0; files != null && i < files.length; i++) {
        delete(files[i]);
      }
    }
    // What cannot be deleted is in use; the next one tries again.
    boolean unused = file.delete();
    assert unused || file.exists();
  }

  /** When the JVM ends all goes that is in the folder now, if it is a class loader's. */
  static void deleteOnExit(File folder) {
    if (folder.getName().startsWith(PREFIX)) {
      deleteAllOnExit(folder);
    }
  }

  private static void deleteAllOnExit(File file) {
    // Folders first: the last to be told is the first to go.
    file.deleteOnExit();
    File[] files = Files.isSymbolicLink(file.toPath()) ? null : file.listFiles();
    for (int i = 0; files != null && i < files.length; i++) {
      deleteAllOnExit(files[i]);
    }
  }

  static void createParents(Path folder, Path target) throws IOException {
    Path parent = target.getParent();
    if (parent != null && !parent.equals(folder) && !Files.isDirectory(parent)) {
      createParents(folder, parent);
      createPrivate(parent);
      parent.toFile().deleteOnExit();
    }
  }

  /**
   * A second file with the content of the first, its own or only a name for the same. The system
   * loads a file once, whatever its names: then what the JVM binds to one class loader would be
   * shared by two.
   */
  static void copy(Path from, Path to, boolean own) throws IOException {
    boolean linked = false;
    if (!own) {
      try {
        Files.createLink(to, from);
        linked = true;
      } catch (IOException | UnsupportedOperationException e) {
        linked = false;
      }
    }
    if (!linked) {
      Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
    }
    to.toFile().deleteOnExit();
  }

  static void createPrivate(Path folder) throws IOException {
    try {
      if (Files.getFileStore(folder.getParent()).supportsFileAttributeView("posix")) {
        Files.createDirectory(
            folder,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      } else {
        Files.createDirectory(folder);
      }
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(folder)) {
        throw e;
      }
    }
  }
}
