/*
 * What bionic's headers say for x86_64, by the names that they use. The source is the Android Open
 * Source Project's platform/bionic, as mirrored by github.com/aosp-mirror/platform_bionic, and the
 * file is named above each group. Numbers and sizes of a released ABI do not change any more.
 */

/* libc/include/bits/sysconf.h */
enum {
  BIONIC_SC_ARG_MAX = 0x00,
  BIONIC_SC_CLK_TCK = 0x06,
  BIONIC_SC_OPEN_MAX = 0x0b,
  BIONIC_SC_PAGESIZE = 0x27,
  BIONIC_SC_PAGE_SIZE = 0x28,
  BIONIC_SC_NPROCESSORS_CONF = 0x60,
  BIONIC_SC_NPROCESSORS_ONLN = 0x61,
  BIONIC_SC_PHYS_PAGES = 0x62,
  BIONIC_SC_AVPHYS_PAGES = 0x63,
  BIONIC_SC_LEVEL1_ICACHE_SIZE = 0x8f,
  BIONIC_SC_LEVEL4_CACHE_LINESIZE = 0x9d
};

/* libc/include/bits/pthread_types.h, LP64; once, key and thread are int, int and long. */
enum {
  BIONIC_SIZEOF_PTHREAD_ATTR = 56,
  BIONIC_SIZEOF_PTHREAD_COND = 12 * 4,
  BIONIC_SIZEOF_PTHREAD_MUTEX = 10 * 4,
  BIONIC_SIZEOF_PTHREAD_MUTEXATTR = 8,
  BIONIC_SIZEOF_PTHREAD_RWLOCK = 14 * 4,
  BIONIC_SIZEOF_PTHREAD_ONCE = 4,
  BIONIC_SIZEOF_PTHREAD_KEY = 4,
  BIONIC_SIZEOF_PTHREAD = 8
};

/* libc/include/pthread.h; the initializers of a plain mutex, cond, rwlock and once are all zeros. */
#define BIONIC_MUTEX_NORMAL 0
#define BIONIC_MUTEX_RECURSIVE 1
#define BIONIC_MUTEX_ERRORCHECK 2

/* libc/include/wchar.h, since moved to bits/mbstate_t.h */
enum { BIONIC_SIZEOF_MBSTATE = 8 };

/* libc/include/time.h, struct tm; members are in the order of glibc's. */
enum { BIONIC_SIZEOF_TM = 56, BIONIC_OFFSETOF_TM_ISDST = 32, BIONIC_OFFSETOF_TM_GMTOFF = 40 };

/* libc/include/sys/stat.h, __STAT64_BODY for x86_64; the kernel's struct. */
enum {
  BIONIC_SIZEOF_STAT = 144,
  BIONIC_OFFSETOF_ST_MODE = 24,
  BIONIC_OFFSETOF_ST_SIZE = 48,
  BIONIC_OFFSETOF_ST_MTIM = 88
};

/* libc/include/dlfcn.h, Dl_info: two pairs of a name and an address. */
enum { BIONIC_SIZEOF_DL_INFO = 32, BIONIC_OFFSETOF_DLI_SNAME = 16 };

/* libc/include/locale.h */
enum { BIONIC_LC_ALL = 6 };

/* libc/include/bits/struct_file.h, LP64. Before API 23 stdin, stdout and stderr are &__sF[0..2]. */
enum { BIONIC_SIZEOF_FILE = 152 };

/* libc/include/sys/system_properties.h */
enum { BIONIC_PROP_VALUE_MAX = 92 };

/* The compiler's: long double is IEEE's binary128 on Android, in an SSE register. */
enum { BIONIC_LDBL_MANT_DIG = 113 };
