/* libandroid.so of the rig: an app without assets. Our bindings load models from files and bytes. */
#include <stddef.h>

void *AAssetManager_fromJava(void *env, void *manager) {
  (void)env;
  return manager;
}

void *AAssetManager_open(void *manager, const char *name, int mode) {
  (void)manager;
  (void)name;
  (void)mode;
  return NULL;
}

void AAsset_close(void *asset) { (void)asset; }

const void *AAsset_getBuffer(void *asset) {
  (void)asset;
  return NULL;
}

long AAsset_getLength(void *asset) {
  (void)asset;
  return 0;
}
