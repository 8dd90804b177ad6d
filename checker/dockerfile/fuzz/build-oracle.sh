#!/bin/sh
# Builds the oracles "old" (BuildKit 0.8, of Docker 20.10) and "new" (0.13, of Docker 26.1) from Debian's source packages into
# a folder. Needs Debian, apt and about 200 MB there; installs nothing. Usage: build-oracle.sh FOLDER
set -eu
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$1"
cd "$1"
keys="[signed-by=/usr/share/keyrings/debian-archive-keyring.gpg]"
mkdir -p apt/lists apt/cache/archives/partial
{
  echo "deb $keys http://deb.debian.org/debian trixie main"
  echo "deb-src $keys http://deb.debian.org/debian trixie main"
  echo "deb-src $keys http://deb.debian.org/debian bookworm main"
} >apt/sources.list
apt="apt-get -q -o Dir::Etc::sourcelist=$PWD/apt/sources.list -o Dir::Etc::sourceparts=/dev/null -o Dir::State::lists=$PWD/apt/lists
  -o Dir::Cache=$PWD/apt/cache -o APT::Sandbox::User=root"
$apt update
$apt download golang-1.24-go golang-1.24-src golang-github-pkg-errors-dev golang-github-docker-go-units-dev \
  golang-github-agext-levenshtein-dev
# A package's signed description may already be a newer one than the pool's: its archives are what counts.
for version in 20.10.24+dfsg1-1+deb12u1 26.1.5+dfsg1-9+deb13u1; do $apt source --download-only "docker.io=$version" || true; done
for package in *.deb; do dpkg -x "$package" root; done
rm -rf goroot
cp -rL root/usr/lib/go-1.24 goroot

# Only what the parser needs; three packages that it hardly uses are replaced by a few lines.
oracle() {
  name=$1 archive=$2
  mkdir -p "$name/moby" && tar xf "$archive" -C "$name/moby"
  modules=$name/modules
  kit=$modules/github.com/moby/buildkit
  mkdir -p "$kit/frontend" "$kit/util/stack" "$modules/github.com/docker/docker/api/types/container"
  source=$(find "$name/moby" -type d -path '*github.com/moby/buildkit/frontend/dockerfile')
  mkdir -p "$kit/frontend/dockerfile"
  for part in command parser instructions shell; do cp -r "$source/$part" "$kit/frontend/dockerfile/"; done
  [ ! -d "$source/../../util/suggest" ] || cp -r "$source/../../util/suggest" "$kit/util/"
  cp -r "$(find "$name/moby" -type d -path '*/api/types/strslice' | head -n 1)" "$modules/github.com/docker/docker/api/types/"
  printf 'package stack\n\nfunc Enable(err error) error { return err }\n' >"$kit/util/stack/stack.go"
  cat >"$modules/github.com/docker/docker/api/types/container/container.go" <<'GO'
package container

import "time"

const MinimumDuration = 1 * time.Millisecond

type HealthConfig struct {
	Test                                          []string
	Interval, Timeout, StartPeriod, StartInterval time.Duration
	Retries                                       int
}
GO
  find "$modules" -name '*_test.go' -delete
  for module in github.com/pkg/errors github.com/docker/go-units github.com/agext/levenshtein; do
    mkdir -p "$modules/$module" && cp -r "root/usr/share/gocode/src/$module/." "$modules/$module/"
  done
  mkdir -p "$name/gopath/src" && cp -r "$modules/." "$name/gopath/src/"
  mkdir -p "$name/gopath/src/oracle" && cp "$here"/oracle/*.go "$name/gopath/src/oracle/"
  (cd "$name/gopath/src/oracle" && GO111MODULE=off GOPATH="$OLDPWD/$name/gopath" GOROOT="$OLDPWD/goroot" GOFLAGS= \
    "$OLDPWD/goroot/bin/go" build -tags "$name" -o "$OLDPWD/oracle-$name" .)
}
oracle old docker.io_20.10.*.orig.tar.xz
oracle new docker.io_26.1.*.orig.tar.xz
ls -l oracle-old oracle-new
