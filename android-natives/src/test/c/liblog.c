/*
 * liblog.so of the rig: lines like logcat's, in the file that the variable INFER4J_LOGCAT names, and
 * from warnings on also on standard error.
 */
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum { ANDROID_LOG_WARN = 5, ANDROID_LOG_FATAL = 7 };

static int logcat = -1;

__attribute__((constructor)) static void open_logcat(void) {
  const char *path = getenv("INFER4J_LOGCAT");
  logcat = path == NULL ? -1 : open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  if (logcat < 0) {
    perror("rig: INFER4J_LOGCAT");
    abort();
  }
}

int __android_log_vprint(int priority, const char *tag, const char *format, va_list values) {
  char text[4096];
  vsnprintf(text, sizeof text, format, values);
  char letter = "??VDIWEFS"[priority >= 0 && priority < 9 ? priority : 0];
  int length = dprintf(logcat, "%c/%s: %s\n", letter, tag ? tag : "", text);
  if (priority >= ANDROID_LOG_WARN) {
    fprintf(stderr, "%c/%s: %s\n", letter, tag ? tag : "", text);
  }
  return length;
}

int __android_log_print(int priority, const char *tag, const char *format, ...) {
  va_list values;
  va_start(values, format);
  int length = __android_log_vprint(priority, tag, format, values);
  va_end(values);
  return length;
}

int __android_log_write(int priority, const char *tag, const char *text) {
  return __android_log_print(priority, tag, "%s", text);
}

void __android_log_assert(const char *condition, const char *tag, const char *format, ...) {
  va_list values;
  va_start(values, format);
  if (format) {
    __android_log_vprint(ANDROID_LOG_FATAL, tag, format, values);
  } else {
    __android_log_print(ANDROID_LOG_FATAL, tag, "assertion failed: %s", condition ? condition : "");
  }
  va_end(values);
  abort();
}
