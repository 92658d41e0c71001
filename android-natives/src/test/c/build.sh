#!/bin/sh
# Builds the rig's libraries for the natives of the AARs.
#
#   build.sh OUT JDK_INCLUDE LIBRARY...
#
# Ends with an error if a library needs a symbol that neither libc.c nor glibc has, or one of refused.txt.
set -eu
export LC_ALL=C
here=$(cd "$(dirname "$0")" && pwd)
out=$1
include=$2
shift 2
mkdir -p "$out"
gcc="gcc -std=gnu11 -O2 -Wall -Wextra -Werror -fPIC -fno-builtin"
link="$gcc -shared -Wl,-z,defs"

# The kind (FUNC or OBJECT) and name of what the libraries need of bionic's libc, libm and libdl.
readelf --wide --dyn-syms "$@" \
  | sed -n 's/^ *[0-9]*: *[0-9a-f]* *[0-9]* *\([A-Z][A-Z]*\) .* UND \([^@ ]*\)@LIBC.*$/\1 \2/p' | sort -u > "$out/needed.txt"

$gcc -c "$here/libc.c" -o "$out/libc.o"
nm --defined-only "$out/libc.o" | sed -n 's/^.* [BDT] rig_//p' | sort -u > "$out/own.txt"
cut -d ' ' -f 2 "$out/needed.txt" | sort -u | comm -23 - "$out/own.txt" > "$out/jumps.txt"

if grep -v '^#' "$here/refused.txt" | grep . | grep -xE -f - "$out/jumps.txt"; then
  echo "these have another ABI in bionic than in glibc: see refused.txt, and translate them in libc.c" >&2
  exit 1
fi
if sed -n 's/^OBJECT //p' "$out/needed.txt" | grep -xF -f "$out/jumps.txt"; then
  echo "these are objects, to which there is no jump: define them in libc.c" >&2
  exit 1
fi

while read -r name; do
  printf '.globl rig_%s\n.type rig_%s,@function\n' "$name" "$name"
  printf 'rig_%s: jmp *%s@GOTPCREL(%%rip)\n.symver rig_%s,%s@LIBC\n' "$name" "$name" "$name" "$name"
done < "$out/jumps.txt" > "$out/jumps.S"
echo '.section .note.GNU-stack,"",@progbits' >> "$out/jumps.S"

echo 'LIBC { local: rig_*; };' > "$out/libc.map"
$link -Wl,-soname,libc.so -Wl,--version-script="$out/libc.map" "$out/libc.o" "$out/jumps.S" -lm -o "$out/libc.so"

# libc.so has their functions too; they have to be there, with the version that is asked for.
echo 'LIBC { };' > "$out/empty.map"
for name in m dl; do
  $link -Wl,-soname,lib$name.so -Wl,--version-script="$out/empty.map" -x c /dev/null -o "$out/lib$name.so"
done
$link -Wl,-soname,liblog.so "$here/liblog.c" -o "$out/liblog.so"
$link -Wl,-soname,libandroid.so "$here/libandroid.c" -o "$out/libandroid.so"
$link -I "$include" -I "$include/linux" "$here/libopener.c" -o "$out/libopener.so"

# Nothing that the libraries need, of us or of each other, may be missing.
gcc -shared -nostdlib -Wl,--no-as-needed -Wl,--no-allow-shlib-undefined \
  -L "$out" -Wl,-rpath-link,"$out" "$@" -lc -lm -ldl -llog -landroid -o "$out/check.so"
echo "$(wc -l < "$out/own.txt") symbols are the rig's own, $(wc -l < "$out/jumps.txt") jump to glibc"
