/*
 * libc.so of the rig: what glibc lacks, or has with another ABI. For every other function that the
 * natives need build.sh writes a jump to glibc's.
 */
#define _GNU_SOURCE
#include "bionic.h"
#include <dlfcn.h>
#include <errno.h>
#include <float.h>
#include <locale.h>
#include <math.h>
#include <pthread.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include <wchar.h>

/* What the device would say it is. TensorFlow Lite uses XNNPACK from 20 on only. */
#define API_LEVEL "30"

/* Defines a function or an object of bionic's libc, under a name that does not clash with glibc's. */
#define BIONIC(type, name)                           \
  __asm__(".symver rig_" #name "," #name "@LIBC"); \
  type rig_##name

/* glibc works on memory that the natives set aside for bionic's types. */
#define FITS(type, size) _Static_assert(sizeof(type) <= (size), #type " is larger than bionic's")
FITS(pthread_attr_t, BIONIC_SIZEOF_PTHREAD_ATTR);
FITS(pthread_cond_t, BIONIC_SIZEOF_PTHREAD_COND);
FITS(pthread_mutex_t, BIONIC_SIZEOF_PTHREAD_MUTEX);
FITS(pthread_mutexattr_t, BIONIC_SIZEOF_PTHREAD_MUTEXATTR);
FITS(pthread_rwlock_t, BIONIC_SIZEOF_PTHREAD_RWLOCK);
FITS(pthread_once_t, BIONIC_SIZEOF_PTHREAD_ONCE);
FITS(pthread_key_t, BIONIC_SIZEOF_PTHREAD_KEY);
FITS(mbstate_t, BIONIC_SIZEOF_MBSTATE);
_Static_assert(sizeof(pthread_t) == BIONIC_SIZEOF_PTHREAD, "pthread_t");
_Static_assert(sizeof(struct tm) == BIONIC_SIZEOF_TM, "struct tm");
_Static_assert(sizeof(struct stat) == BIONIC_SIZEOF_STAT, "struct stat");
_Static_assert(sizeof(Dl_info) == BIONIC_SIZEOF_DL_INFO, "Dl_info");
_Static_assert(offsetof(struct tm, tm_isdst) == BIONIC_OFFSETOF_TM_ISDST, "tm_isdst");
_Static_assert(offsetof(struct tm, tm_gmtoff) == BIONIC_OFFSETOF_TM_GMTOFF, "tm_gmtoff");
_Static_assert(offsetof(struct stat, st_mode) == BIONIC_OFFSETOF_ST_MODE, "st_mode");
_Static_assert(offsetof(struct stat, st_size) == BIONIC_OFFSETOF_ST_SIZE, "st_size");
_Static_assert(offsetof(struct stat, st_mtim) == BIONIC_OFFSETOF_ST_MTIM, "st_mtim");
_Static_assert(offsetof(Dl_info, dli_sname) == BIONIC_OFFSETOF_DLI_SNAME, "dli_sname");
_Static_assert(LC_ALL == BIONIC_LC_ALL, "LC_ALL");
_Static_assert(PTHREAD_MUTEX_NORMAL == BIONIC_MUTEX_NORMAL, "PTHREAD_MUTEX_NORMAL");
_Static_assert(PTHREAD_MUTEX_RECURSIVE == BIONIC_MUTEX_RECURSIVE, "PTHREAD_MUTEX_RECURSIVE");
_Static_assert(PTHREAD_MUTEX_ERRORCHECK == BIONIC_MUTEX_ERRORCHECK, "PTHREAD_MUTEX_ERRORCHECK");
_Static_assert(PTHREAD_ONCE_INIT == 0, "PTHREAD_ONCE_INIT");
_Static_assert(__FLT128_MANT_DIG__ == BIONIC_LDBL_MANT_DIG, "__float128 is not Android's long double");
_Static_assert(LDBL_MANT_DIG != BIONIC_LDBL_MANT_DIG, "long double needs no conversion here");

BIONIC(int *, __errno)(void) { return &errno; }

BIONIC(size_t, __strlen_chk)(const char *s, size_t capacity) {
  size_t length = strlen(s);
  if (length >= capacity) {
    fprintf(stderr, "rig: strlen reads beyond %zu bytes\n", capacity);
    abort();
  }
  return length;
}

/* The value has room for BIONIC_PROP_VALUE_MAX bytes. */
BIONIC(int, __system_property_get)(const char *name, char *value) {
  strcpy(value, strcmp(name, "ro.build.version.sdk") == 0 ? API_LEVEL : "");
  return (int)strlen(value);
}

BIONIC(void, android_set_abort_message)(const char *message) { fprintf(stderr, "rig: abort: %s\n", message); }

/* In glibc's static part, where a jump does not find it. */
BIONIC(int, pthread_atfork)(void (*prepare)(void), void (*parent)(void), void (*child)(void)) {
  return pthread_atfork(prepare, parent, child);
}

/* POSIX's in bionic, GNU's in glibc. */
BIONIC(int, strerror_r)(int error, char *text, size_t size) {
  extern int __xpg_strerror_r(int, char *, size_t);
  return __xpg_strerror_r(error, text, size);
}

BIONIC(long, sysconf)(int name) {
  /* Sizes, associativities and line sizes of the caches, in the same order. */
  _Static_assert(_SC_LEVEL4_CACHE_LINESIZE - _SC_LEVEL1_ICACHE_SIZE ==
                     BIONIC_SC_LEVEL4_CACHE_LINESIZE - BIONIC_SC_LEVEL1_ICACHE_SIZE,
                 "_SC_LEVEL*");
  if (name >= BIONIC_SC_LEVEL1_ICACHE_SIZE && name <= BIONIC_SC_LEVEL4_CACHE_LINESIZE) {
    return sysconf(name - BIONIC_SC_LEVEL1_ICACHE_SIZE + _SC_LEVEL1_ICACHE_SIZE);
  }
  switch (name) {
    case BIONIC_SC_ARG_MAX: return sysconf(_SC_ARG_MAX);
    case BIONIC_SC_CLK_TCK: return sysconf(_SC_CLK_TCK);
    case BIONIC_SC_OPEN_MAX: return sysconf(_SC_OPEN_MAX);
    case BIONIC_SC_PAGESIZE:
    case BIONIC_SC_PAGE_SIZE: return sysconf(_SC_PAGESIZE);
    case BIONIC_SC_NPROCESSORS_CONF: return sysconf(_SC_NPROCESSORS_CONF);
    case BIONIC_SC_NPROCESSORS_ONLN: return sysconf(_SC_NPROCESSORS_ONLN);
    case BIONIC_SC_PHYS_PAGES: return sysconf(_SC_PHYS_PAGES);
    case BIONIC_SC_AVPHYS_PAGES: return sysconf(_SC_AVPHYS_PAGES);
    default:
      fprintf(stderr, "rig: sysconf(0x%x) is not translated\n", (unsigned)name);
      errno = EINVAL;
      return -1;
  }
}

/* --- stdio: streams are glibc's, except for bionic's three, which an app has at /dev/null. --- */
BIONIC(char, __sF)[3 * BIONIC_SIZEOF_FILE] __attribute__((aligned(16)));

static FILE *null;

__attribute__((constructor)) static void open_null(void) {
  null = fopen("/dev/null", "r+");
  if (null == NULL) {
    perror("rig: /dev/null");
    abort();
  }
}

static FILE *stream(FILE *bionic) {
  size_t offset = (size_t)((char *)bionic - rig___sF);
  return offset < sizeof rig___sF ? null : bionic;
}

BIONIC(int, vfprintf)(FILE *f, const char *format, va_list values) { return vfprintf(stream(f), format, values); }

BIONIC(int, printf)(const char *format, ...) {
  va_list values;
  va_start(values, format);
  int written = vfprintf(null, format, values);
  va_end(values);
  return written;
}

BIONIC(int, fprintf)(FILE *f, const char *format, ...) {
  va_list values;
  va_start(values, format);
  int written = vfprintf(stream(f), format, values);
  va_end(values);
  return written;
}

BIONIC(int, fputc)(int c, FILE *f) { return fputc(c, stream(f)); }
BIONIC(int, fflush)(FILE *f) { return fflush(f == NULL ? NULL : stream(f)); }
BIONIC(size_t, fwrite)(const void *p, size_t size, size_t n, FILE *f) { return fwrite(p, size, n, stream(f)); }
BIONIC(size_t, fread)(void *p, size_t size, size_t n, FILE *f) { return fread(p, size, n, stream(f)); }
BIONIC(int, fclose)(FILE *f) { return fclose(stream(f)); }
BIONIC(int, fileno)(FILE *f) { return fileno(stream(f)); }
BIONIC(int, getc)(FILE *f) { return getc(stream(f)); }
BIONIC(int, ungetc)(int c, FILE *f) { return ungetc(c, stream(f)); }
BIONIC(int, fseek)(FILE *f, long offset, int from) { return fseek(stream(f), offset, from); }
BIONIC(int, fseeko)(FILE *f, off_t offset, int from) { return fseeko(stream(f), offset, from); }
BIONIC(off_t, ftello)(FILE *f) { return ftello(stream(f)); }
BIONIC(void, rewind)(FILE *f) { rewind(stream(f)); }
BIONIC(FILE *, freopen)(const char *path, const char *mode, FILE *f) { return freopen(path, mode, stream(f)); }

/* --- long double: through glibc's, which has 64 digits of the 113. --- */
BIONIC(__float128, strtold)(const char *s, char **end) { return strtold(s, end); }
BIONIC(__float128, strtold_l)(const char *s, char **end, locale_t l) { return strtold_l(s, end, l); }
BIONIC(__float128, wcstold)(const wchar_t *s, wchar_t **end) { return wcstold(s, end); }

BIONIC(double, nexttoward)(double x, __float128 y) {
  __float128 from = x;
  return from == y ? (double)y : from < y ? nextafter(x, INFINITY) : from > y ? nextafter(x, -INFINITY) : (double)NAN;
}

BIONIC(float, nexttowardf)(float x, __float128 y) {
  __float128 from = x;
  return from == y ? (float)y : from < y ? nextafterf(x, INFINITY) : from > y ? nextafterf(x, -INFINITY) : NAN;
}
