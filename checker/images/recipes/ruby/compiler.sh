#!/bin/sh
# Makes packages that stand for Debian's compiler, of a version that is lower than any real one, in the working folder.
set -e

# package NAME DEPENDS RECOMMENDS: from the folder NAME.
package() {
  mkdir -p "/tmp/$1/DEBIAN"
  printf 'Package: %s\nVersion: 0~workshop\nArchitecture: all\nMaintainer: workshop\nDescription: stands for %s\n' "$1" "$1" \
    > "/tmp/$1/DEBIAN/control"
  [ -z "$2" ] || echo "Depends: $2" >> "/tmp/$1/DEBIAN/control"
  [ -z "$3" ] || echo "Recommends: $3" >> "/tmp/$1/DEBIAN/control"
  dpkg-deb --build "/tmp/$1" . > /dev/null
}

program() { install -D -m 755 /cc "/tmp/$1/usr/bin/$2"; }

program gcc gcc
program gcc cc
program g++ g++
program g++ c++
mkdir -p /tmp/libc6-dev/usr/include
echo '/* Stands for the headers of the C library. */' > /tmp/libc6-dev/usr/include/stdio.h

package libc6-dev '' ''
package gcc '' libc6-dev
package g++ 'gcc, libc6-dev' ''
package build-essential 'gcc, g++, libc6-dev, make' ''
