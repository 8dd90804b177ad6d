#!/bin/bash
# As in the official image: options alone mean the server, it does not run as root, and the first start makes the
# database that POSTGRES_USER, POSTGRES_PASSWORD and POSTGRES_DB describe. What is in PGDATA already stays as it is.
set -eo pipefail

# A variable, or the file that the same variable with _FILE names: how secrets are handed over.
setting() {
  local file="${1}_FILE"
  if [ -n "${!1}" ]; then printf '%s' "${!1}"
  elif [ -n "${!file}" ]; then cat "${!file}"
  else printf '%s' "$2"; fi
}

refuse_without_password() {
  [ -z "$password" ] && [ "$method" != trust ] || return 0
  cat >&2 <<'SENTENCE'
Error: the database is not initialized yet, and the superuser password is not specified.
       Set POSTGRES_PASSWORD to some text that is not empty.
       POSTGRES_HOST_AUTH_METHOD=trust would let everybody in without a password, which is not recommended.
SENTENCE
  exit 1
}

initialize() {
  # The options may hold quoted words, as in the official image.
  eval 'initdb --username="$user" --no-sync --pwfile=<(printf "%s\n" "$password") '"$POSTGRES_INITDB_ARGS"
  printf '\nhost all all all %s\n' "$method" >> "$PGDATA/pg_hba.conf"
}

sql() { PGHOST='' psql -v ON_ERROR_STOP=1 --username "$user" --no-password --no-psqlrc "$@"; }

# A server for this script alone: nobody outside can reach it yet.
first_run() {
  PGUSER=$user pg_ctl -D "$PGDATA" -o "-c listen_addresses='' -p ${PGPORT:-5432}" -w start
  if [ "$database" != postgres ]; then
    sql --dbname postgres --set db="$database" <<< 'CREATE DATABASE :"db";'
  fi
  local file
  for file in /docker-entrypoint-initdb.d/*; do
    case "$file" in
      *.sh) if [ -x "$file" ]; then "$file"; else . "$file"; fi ;;
      *.sql) sql --dbname "$database" --file "$file" ;;
      *.sql.gz) gunzip -c "$file" | sql --dbname "$database" ;;
    esac
  done
  PGUSER=$user pg_ctl -D "$PGDATA" -m fast -w stop
  printf '\nPostgreSQL init process complete; ready for start up.\n\n'
}

case "$1" in -*) set -- postgres "$@" ;; esac
if [ "$1" = postgres ]; then
  if [ "$(id -u)" = 0 ]; then
    mkdir -p "$PGDATA"
    find "$PGDATA" /var/run/postgresql ! -user postgres -exec chown postgres '{}' +
    exec setpriv --reuid=postgres --regid=postgres --clear-groups -- "$BASH_SOURCE" "$@"
  fi
  export HOME=/var/lib/postgresql
  if [ ! -s "$PGDATA/PG_VERSION" ]; then
    user=$(setting POSTGRES_USER postgres)
    password=$(setting POSTGRES_PASSWORD '')
    database=$(setting POSTGRES_DB "$user")
    method=${POSTGRES_HOST_AUTH_METHOD:-scram-sha-256}
    refuse_without_password
    mkdir -p "$PGDATA"
    chmod 700 "$PGDATA"
    initialize
    first_run
  else
    printf '\nPostgreSQL Database directory appears to contain a database; Skipping initialization\n\n'
  fi
fi
exec "$@"
