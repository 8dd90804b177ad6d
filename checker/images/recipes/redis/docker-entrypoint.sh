#!/bin/sh
# As in the official image: arguments or a configuration file alone mean redis-server, and the server does not run as
# root. It listens for everybody: in a container, the network decides who can reach it.
set -e
case "$1" in
  -* | *.conf) set -- redis-server "$@" ;;
esac
if [ "$1" = redis-server ]; then
  shift
  # Options on the command line win over those before them, so a student's own --bind still counts.
  case "$1" in
    *.conf) config=$1; shift; set -- redis-server "$config" --protected-mode no "$@" ;;
    *) set -- redis-server --bind '*' --protected-mode no "$@" ;;
  esac
  if [ "$(id -u)" = 0 ]; then
    find . ! -user redis -exec chown redis '{}' + 2>/dev/null || true
    exec setpriv --reuid=redis --regid=redis --clear-groups -- "$@"
  fi
fi
exec "$@"
