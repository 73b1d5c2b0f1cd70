#!/usr/bin/env bash
# Runs a command with one Postgres and one nats-server for it alone: `test-services.sh cargo nextest run`. A bucket
# comes along where `install.sh test` has brought a server for it.
# Nothing in them outlives the command, so Postgres does not wait for the disk, unless DOCKET_TEST_DURABLE is set:
# benchmarks want it as it is in earnest, and no bucket.
set -euo pipefail
. "$(dirname "$0")/tools.sh"

main() {
    [ $# -gt 0 ] || fail "usage: test-services.sh COMMAND..."
    use_tools
    POSTGRES=$(find_postgres)
    NATS=$(find_nats)
    [ -n "$POSTGRES" ] || fail "Postgres $POSTGRES_LEAST or newer is missing; run scripts/install.sh"
    [ -n "$NATS" ] || fail "nats-server $NATS_LEAST_MAJOR.$NATS_LEAST_MINOR or newer is missing; run scripts/install.sh"
    FOLDER=$(mktemp -d "${TMPDIR:-/tmp}/docket-test.XXXXXX")
    trap stop EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM HUP
    if is_root; then chown "$(server_account)" "$FOLDER"; fi
    start_bucket
    start_postgres
    start_nats
    await_bucket
    DOCKET_TEST_OIDC=$(find_oidc)
    export DOCKET_POSTGRES_BIN=$POSTGRES DOCKET_NATS_SERVER=$NATS DOCKET_TEST_OIDC
    DOCKET_TEST_SMTP_SERVER=$(find_smtp_server)
    DOCKET_TEST_ANALYSIS=$(find_analysis)
    export DOCKET_TEST_SMTP_SERVER DOCKET_TEST_ANALYSIS
    "$@"
}

start_postgres() {
    local port password durability=(-c fsync=off -c synchronous_commit=off -c full_page_writes=off)
    if [ -n "${DOCKET_TEST_DURABLE:-}" ]; then durability=(-c wal_compression=on -c shared_buffers=2GB); fi
    port=$(free_port)
    password=$(random_word)
    printf '%s\n' "$password" >"$FOLDER/password"
    if is_root; then chown "$(server_account)" "$FOLDER/password"; fi
    (as_account "$POSTGRES/initdb" --pgdata "$FOLDER/postgres" --username postgres --pwfile "$FOLDER/password" \
        --auth scram-sha-256 --encoding UTF8 --locale C --lc-ctype "$(ctype)" --no-sync --no-instructions) \
        >"$FOLDER/initdb.log" 2>&1 || fail "$(cat "$FOLDER/initdb.log")"
    (as_account "$POSTGRES/postgres" -D "$FOLDER/postgres" -c port="$port" -c listen_addresses=127.0.0.1 \
        -c unix_socket_directories= "${durability[@]}" \
        -c max_connections=300 -c max_wal_size=4GB -c random_page_cost=1.1 -c jit=off -c timezone=UTC) \
        </dev/null >"$FOLDER/postgres.log" 2>&1 &
    POSTGRES_PID=$!
    until_ready "$POSTGRES_PID" "$FOLDER/postgres.log" "$POSTGRES/pg_isready" -q -h 127.0.0.1 -p "$port"
    export DOCKET_TEST_DATABASE_URL="postgres://postgres:$password@127.0.0.1:$port/postgres"
}

start_nats() {
    local port
    port=$(free_port)
    (as_account "$NATS" --addr 127.0.0.1 --port "$port" --jetstream --store_dir "$FOLDER/nats") \
        </dev/null >"$FOLDER/nats.log" 2>&1 &
    NATS_PID=$!
    until_ready "$NATS_PID" "$FOLDER/nats.log" grep -q "Server is ready" "$FOLDER/nats.log"
    export DOCKET_TEST_NATS_URL="nats://127.0.0.1:$port"
}

# It takes longest, so the others start meanwhile.
start_bucket() {
    MOTO=$(find_moto)
    if [ -z "$MOTO" ] || [ -n "${DOCKET_TEST_DURABLE:-}" ]; then return; fi
    BUCKET_PORT=$(free_port)
    "$MOTO" -H 127.0.0.1 -p "$BUCKET_PORT" </dev/null >"$FOLDER/moto.log" 2>&1 &
    MOTO_PID=$!
}

await_bucket() {
    [ -n "${MOTO_PID:-}" ] || return 0
    export DOCKET_TEST_S3="http://127.0.0.1:$BUCKET_PORT/docket"
    until_ready "$MOTO_PID" "$FOLDER/moto.log" "$(dirname "$MOTO")/python3" -c '
import os, urllib.request as web
web.urlopen(web.Request(os.environ["DOCKET_TEST_S3"], method="PUT"))' 2>/dev/null
}

# until_ready PID LOG COMMAND...: until the command succeeds or the process is gone.
until_ready() {
    local pid=$1 log=$2
    shift 2
    until "$@"; do
        kill -0 "$pid" 2>/dev/null || fail "$(cat "$log")"
        sleep 0.05
    done
}

stop() {
    trap - EXIT
    end INT "${POSTGRES_PID:-}"
    end TERM "${NATS_PID:-}"
    end TERM "${MOTO_PID:-}"
    rm -rf "$FOLDER"
}

# end SIGNAL PID: only these processes, which this script started.
end() {
    [ -n "$2" ] || return 0
    kill -s "$1" "$2" 2>/dev/null || true
    wait "$2" 2>/dev/null || true
}

# Letters beyond ASCII are letters where the system knows them; the same order as docket's own clusters.
ctype() {
    local name
    for name in C.UTF-8 C.utf8 en_US.UTF-8; do
        if locale -a 2>/dev/null | grep -qix "$name"; then
            echo "$name"
            return
        fi
    done
    echo C
}

random_word() { od -An -N16 -tx1 /dev/urandom | tr -d ' \n'; }

main "$@"
