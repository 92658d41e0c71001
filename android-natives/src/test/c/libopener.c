/*
 * Opens a library so that it looks into what it needs itself before it looks into the process: the
 * C++ symbols of libc++_shared.so (__cxa_throw, operator new, std::runtime_error) have the names of
 * those of libstdc++, which the JVM brings.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <jni.h>

JNIEXPORT void JNICALL Java_io_infer4j_aarnatives_Aar_open(JNIEnv *env, jclass type, jstring file) {
  (void)type;
  const char *path = (*env)->GetStringUTFChars(env, file, NULL);
  if (path == NULL) {
    return;
  }
  if (dlopen(path, RTLD_NOW | RTLD_LOCAL | RTLD_DEEPBIND) == NULL) {
    jclass error = (*env)->FindClass(env, "java/lang/UnsatisfiedLinkError");
    if (error != NULL) {
      (*env)->ThrowNew(env, error, dlerror());
    }
  }
  (*env)->ReleaseStringUTFChars(env, file, path);
}
