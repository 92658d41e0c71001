package io.infer4j.spi.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where libraries go, and that what is loaded is what the JAR has. */
class NativeCacheTest {
  private static final long TIME = 1_700_000_000_000L;
  private static final Map<String, String> CONTENT =
      Map.of("libwork.so.1", "works", "libjniwork.so", "binds", "readme.txt", "no library");

  @TempDir Path dir;

  private final Properties before = new Properties();
  private List<NativeJar> jars;

  @BeforeEach
  void makeAJar() throws IOException {
    before.putAll(System.getProperties());
    System.setProperty("user.home", dir.resolve("home").toString());
    System.setProperty("java.io.tmpdir", Files.createDirectory(dir.resolve("tmp")).toString());
    System.clearProperty("infer4j.cache");
    System.clearProperty("org.bytedeco.javacpp.cachedir");
    Path jar = dir.resolve("work.jar");
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream packed = new JarOutputStream(out)) {
      for (Map.Entry<String, String> file : CONTENT.entrySet()) {
        JarEntry entry = new JarEntry("org/work/linux/" + file.getKey());
        entry.setTime(TIME);
        packed.putNextEntry(entry);
        packed.write(file.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    URL url = new URL("jar:" + jar.toUri() + "!/org/work/linux/libjniwork.so");
    jars = List.of(NativeJar.forJavaCpp(url));
  }

  @AfterEach
  void putPropertiesBack() {
    System.setProperties(before);
  }

  private static ClassLoader newLoader() {
    return new URLClassLoader(new URL[0]);
  }

  private Path unpack() throws IOException {
    return unpack(newLoader());
  }

  private Path unpack(ClassLoader loader) throws IOException {
    return NativeCache.ofJavaCpp("Work").unpack(jars, loader);
  }

  private static Path jni(Path folder) {
    return folder.resolve("work.jar/org/work/linux/libjniwork.so");
  }

  private static Path other(Path folder) {
    return folder.resolve("work.jar/org/work/linux/libwork.so.1");
  }

  @Test
  void librariesLieWhereJavaCppLooksWithTheEntrysTime() throws Exception {
    Path folder = unpack();

    assertThat(folder).isEqualTo(dir.resolve("home/.javacpp/cache"));
    assertThat(jni(folder)).hasContent("binds");
    assertThat(other(folder)).hasContent("works");
    assertThat(jni(folder).toFile().lastModified()).isEqualTo(TIME);
    assertThat(new File(jni(folder).getParent().toFile(), "readme.txt")).doesNotExist();
  }

  @Test
  void thePropertyOfJavaCppGoesBeforeOursAndOursBeforeTheHome() throws Exception {
    System.setProperty("infer4j.cache", dir.resolve("ours").toString());
    assertThat(unpack()).isEqualTo(dir.resolve("ours/infer4j/javacpp"));

    System.setProperty("org.bytedeco.javacpp.cachedir", dir.resolve("theirs").toString());
    assertThat(unpack()).isEqualTo(dir.resolve("theirs"));
  }

  @Test
  void aChangedByteIsRepairedWhereLengthAndTimeAreRight() throws Exception {
    ClassLoader loader = newLoader();
    Path library = jni(unpack(loader));
    Files.writeString(library, "bindz");
    assertThat(library.toFile().setLastModified(TIME)).isTrue();

    unpack(loader);

    assertThat(library).hasContent("binds");
  }

  @Test
  void halfAFileIsReplacedAndItsPlaceTakenAtOnce() throws Exception {
    ClassLoader loader = newLoader();
    Path library = jni(unpack(loader));
    Object key = Files.readAttributes(library, "unix:ino").get("ino");
    Files.writeString(library, "bi");

    unpack(loader);

    assertThat(library).hasContent("binds");
    assertThat(Files.readAttributes(library, "unix:ino").get("ino")).isNotEqualTo(key);
    assertThat(library.getParent()).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void aSecondClassLoaderHasItsOwnOfWhatTheJvmBindsAndSharesTheRest() throws Exception {
    Path first = unpack();
    Path second = unpack();

    assertThat(second).isNotEqualTo(first).startsWith(first);
    assertThat(Files.isSameFile(jni(first), jni(second))).isFalse();
    assertThat(jni(second)).hasContent("binds");
    assertThat(jni(second).toFile().lastModified()).isEqualTo(TIME);
    assertThat(Files.isSameFile(other(first), other(second))).isTrue();
  }

  @Test
  void foldersOfClassLoadersThatAreADayOldGo() throws Exception {
    Path first = unpack();
    Path old = Files.createDirectories(first.resolve("loader-1/work.jar"));
    Files.createSymbolicLink(old.resolve("link"), first);
    assertThat(old.getParent().toFile().setLastModified(TIME)).isTrue();

    unpack();

    assertThat(old.getParent()).doesNotExist();
    assertThat(jni(first)).exists();
  }

  @Test
  void aHomeThatIsNoFolderLeadsToAPrivateFolderInTemp() throws Exception {
    Files.writeString(dir.resolve("home"), "a file");

    Path folder = unpack();

    assertThat(folder).startsWith(dir.resolve("tmp")).endsWith(Path.of("javacpp"));
    assertThat(jni(folder)).hasContent("binds");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
        .isEqualTo("rwx------");
  }

  @Test
  void aFolderThatAnybodyMayWriteToIsNotUsed() throws Exception {
    Path cache = Files.createDirectories(dir.resolve("home/.javacpp/cache"));
    Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwxrwxrwx"));

    assertThat(unpack()).startsWith(dir.resolve("tmp"));
  }

  @Test
  void aFolderThatIsAnotherUsersIsNotUsedAndTheMessageNamesTheProperty() throws Exception {
    assumeTrue(Integer.valueOf(0).equals(Ownership.user()), "only root can give files away");
    Files.writeString(dir.resolve("home"), "a file");
    Files.setAttribute(
        Files.createDirectories(dir.resolve("tmp/infer4j-0/javacpp")), "unix:uid", 65533);

    assertThatThrownBy(this::unpack)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("belongs to another user (65533)")
        .hasMessageContaining("the system property org.bytedeco.javacpp.cachedir can name another");
  }

  @Test
  void aLibraryThatIsAnotherUsersIsUnpackedAnew() throws Exception {
    assumeTrue(Integer.valueOf(0).equals(Ownership.user()), "only root can give files away");
    ClassLoader loader = newLoader();
    Path library = jni(unpack(loader));
    Files.setAttribute(library, "unix:uid", 65533);

    unpack(loader);

    assertThat(Files.getAttribute(library, "unix:uid")).isEqualTo(0);
  }

  @Test
  void aLibraryWithAForgedChecksumIsUnpackedAnew() throws Exception {
    ClassLoader loader = newLoader();
    Path library = other(unpack(loader));
    byte[] right = Files.readAllBytes(library);
    forge(library);

    unpack(loader);

    assertThat(library).hasBinaryContent(right);
  }

  @Test
  void aForgedLibraryInACacheWithoutAStampIsUnpackedAnew() throws Exception {
    ClassLoader loader = newLoader();
    Path library = other(unpack(loader));
    byte[] right = Files.readAllBytes(library);
    forge(library);
    Files.delete(stamp(library));

    unpack(loader);

    assertThat(library).hasBinaryContent(right);
    assertThat(stamp(library)).exists();
  }

  @Test
  void aLibraryThatIsAnotherFileNowIsComparedAndKeptAndStampedAnew() throws Exception {
    ClassLoader loader = newLoader();
    Path library = other(unpack(loader));
    String before = Files.readString(stamp(library));
    Files.copy(library, dir.resolve("copy"), StandardCopyOption.COPY_ATTRIBUTES);
    Files.move(dir.resolve("copy"), library, StandardCopyOption.REPLACE_EXISTING);
    Object copy = Files.getAttribute(library, "unix:ino");

    unpack(loader);

    assertThat(Files.getAttribute(library, "unix:ino")).isEqualTo(copy);
    assertThat(stamp(library)).content().isNotEqualTo(before);
  }

  @Test
  void aStampThatFitsIsLeftAlone() throws Exception {
    ClassLoader loader = newLoader();
    Path library = other(unpack(loader));
    Object before = Files.getAttribute(stamp(library), "unix:ino");

    unpack(loader);

    assertThat(Files.getAttribute(stamp(library), "unix:ino")).isEqualTo(before);
  }

  @Test
  void aNamedFolderThatAnybodyMayWriteToGetsAPrivateOneBelow() throws Exception {
    Path named = nameFolder("rwxrwxrwx");

    Path folder = unpack();

    assertThat(folder).isEqualTo(named.resolve("infer4j/javacpp"));
    assertThat(mode(jni(folder).getParent())).isEqualTo("rwx------");
    assertThat(mode(folder)).isEqualTo("rwx------");
  }

  @Test
  void belowANamedFolderNoneIsUsedThatAnybodyMayWriteTo() throws Exception {
    nameFolder("rwxr-xr-x");
    Path leaf = jni(unpack()).getParent();
    setMode(leaf, "rwxrwxrwx");

    assertThat(unpack()).startsWith(dir.resolve("tmp"));
    System.setProperty("java.io.tmpdir", "/dev/null");
    assertThatThrownBy(this::unpack)
        .isInstanceOf(IOException.class)
        .hasMessageContaining(leaf + " may be written by anybody");
  }

  @Test
  void belowANamedFolderNoneIsUsedThatAnotherGroupMayWriteTo() throws Exception {
    assumeTrue(Integer.valueOf(0).equals(Ownership.user()), "only root can give files away");
    nameFolder("rwxr-xr-x");
    Path leaf = jni(unpack()).getParent();
    setMode(leaf, "rwxrwxr-x");
    Files.setAttribute(leaf, "unix:gid", 65533);
    System.setProperty("java.io.tmpdir", "/dev/null");

    assertThatThrownBy(this::unpack)
        .isInstanceOf(IOException.class)
        .hasMessageContaining(leaf + " may be written by the group 65533");
  }

  @Test
  void theOwnGroupMayWrite() throws Exception {
    Path named = nameFolder("rwxr-xr-x");
    ClassLoader loader = newLoader();
    setMode(jni(unpack(loader)).getParent(), "rwxrwxr-x");

    assertThat(unpack(loader)).isEqualTo(named.resolve("infer4j/javacpp"));
  }

  @Test
  void whatAnotherUserHasPutIntoANamedFolderThatIsOpenIsNotUsed() throws Exception {
    assumeTrue(Integer.valueOf(0).equals(Ownership.user()), "only root can give files away");
    Path named = nameFolder("rwxrwxrwx");
    unpack();
    Files.setAttribute(named.resolve("infer4j"), "unix:uid", 65533);
    System.setProperty("java.io.tmpdir", "/dev/null");

    assertThatThrownBy(this::unpack)
        .isInstanceOf(IOException.class)
        .hasMessageContaining(
            named.resolve("infer4j") + " belongs to another user (65533) and " + named + " may be");
  }

  @Test
  void aNamedFolderMayBeAnotherUsers() throws Exception {
    assumeTrue(Integer.valueOf(0).equals(Ownership.user()), "only root can give files away");
    Path named = nameFolder("rwxr-xr-x");
    ClassLoader loader = newLoader();
    Path library = jni(unpack(loader));
    for (Path each = library; !each.equals(dir); each = each.getParent()) {
      Files.setAttribute(each, "unix:uid", 65533);
    }

    assertThat(unpack(loader)).isEqualTo(named.resolve("infer4j/javacpp"));
    assertThat(Files.getAttribute(library, "unix:uid")).isEqualTo(65533);
  }

  @Test
  void aLibraryInANamedFolderThatAnybodyMayWriteIsUnpackedAnew() throws Exception {
    nameFolder("rwxr-xr-x");
    ClassLoader loader = newLoader();
    Path library = jni(unpack(loader));
    setMode(library, "rwxrwxrwx");

    unpack(loader);

    assertThat(mode(library)).doesNotEndWith("w-").doesNotEndWith("wx");
  }

  /** Other content with the same length, time and CRC-32. */
  private static void forge(Path library) throws IOException {
    byte[] content = Files.readAllBytes(library);
    CRC32 before = new CRC32();
    before.update(content);
    // The generator of CRC-32 itself: what differs by a multiple of it has the same remainder.
    byte[] generator = {0x41, 0x06, 0x71, (byte) 0xdb, 0x01};
    for (int i = 0; i < generator.length; i++) {
      content[i] ^= generator[i];
    }
    CRC32 after = new CRC32();
    after.update(content);
    assertThat(after.getValue()).isEqualTo(before.getValue());
    Files.write(library, content);
    assertThat(library.toFile().setLastModified(TIME)).isTrue();
  }

  private Path nameFolder(String mode) throws IOException {
    Path named = Files.createDirectory(dir.resolve("named"));
    setMode(named, mode);
    System.setProperty("infer4j.cache", named.toString());
    return named;
  }

  private static void setMode(Path path, String mode) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static Path stamp(Path library) {
    return library.resolveSibling(Stamp.NAME);
  }
}
