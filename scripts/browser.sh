#!/usr/bin/env bash
# Tests the console in a browser: `browser.sh [vitest arguments]`; each file of tests has an installation of its own.
# `--screenshot` takes the README's picture instead, `--speed` measures how quick the console is, `--scroll` how whole a
# list of 100,000 tickets is while it is scrolled (or of DOCKET_SCROLL_TICKETS): these three are run by test-services.sh.
# The program and the console are built before. Pictures of the pages are left in web/artifacts.
set -euo pipefail
. "$(dirname "$0")/tools.sh"

KEY=browser-key-of-the-administrator

main() {
    use_tools
    use_node || fail "Node.js is missing; run scripts/install.sh"
    BROWSER=$(find_browser)
    [ -n "$BROWSER" ] || fail "Chromium is missing; run scripts/install.sh test"
    PROGRAM=${DOCKET_TEST_PROGRAM:-$ROOT/target/debug/docket}
    cd "$ROOT/web"
    case ${1:-} in
    --screenshot) with_demo scripts/screenshot.mjs "$ROOT/docs/images/console.png" ;;
    --speed) with_demo scripts/speed.mjs ;;
    --scroll) TICKETS=${DOCKET_SCROLL_TICKETS:-100000} with_demo scripts/scroll.mjs ;;
    *) run_tests "$@" ;;
    esac
}

run_tests() {
    DOCKET_POSTGRES_BIN=$(find_postgres)
    DOCKET_NATS_SERVER=$(find_nats)
    [ -n "$DOCKET_POSTGRES_BIN" ] || fail "Postgres $POSTGRES_LEAST or newer is missing; run scripts/install.sh"
    [ -n "$DOCKET_NATS_SERVER" ] || fail "nats-server $NATS_LEAST_MAJOR.$NATS_LEAST_MINOR or newer is missing; run scripts/install.sh"
    export DOCKET_POSTGRES_BIN DOCKET_NATS_SERVER
    DOCKET_BROWSER_TEST_BROWSER=$BROWSER DOCKET_BROWSER_TEST_PROGRAM=$PROGRAM \
        npx --no-install vitest run --config vitest.browser.config.ts "$@"
}

start_docket() {
    local port
    FILES=$(mktemp -d "${TMPDIR:-/tmp}/docket-browser.XXXXXX")
    trap stop EXIT
    port=$(free_port)
    URL=http://127.0.0.1:$port
    export DOCKET_DATABASE_URL=$DOCKET_TEST_DATABASE_URL DOCKET_NATS_URL=$DOCKET_TEST_NATS_URL
    export DOCKET_DATA_DIR=$FILES/data DOCKET_ATTACHMENTS_FOLDER=$FILES/attachments DOCKET_LOG=warn
    DOCKET_BOOTSTRAP_API_KEY=$KEY "$PROGRAM" serve --listen "127.0.0.1:$port" </dev/null >"$FILES/docket.log" 2>&1 &
    DOCKET_PID=$!
    until curl -fsS "$URL/readyz" >/dev/null 2>&1; do
        kill -0 "$DOCKET_PID" 2>/dev/null || fail "$(cat "$FILES/docket.log")"
        sleep 0.1
    done
}

# with_demo SCRIPT ARGUMENT...: runs a script as somebody of the demo data, of as many TICKETS where that is said.
with_demo() {
    local script=$1 password=a-password-of-the-demo told email
    shift
    start_docket
    told=$("$PROGRAM" demo --password "$password" ${TICKETS:+--tickets "$TICKETS"})
    email=$(printf '%s\n' "$told" | grep -oE '[a-z.]+@[a-z.]+' | head -n 1)
    until_seen
    mkdir -p "$ROOT/docs/images"
    DOCKET_BROWSER_TEST_URL=$URL DOCKET_BROWSER_TEST_BROWSER=$BROWSER node "$script" "$email" "$password" "$@"
}

# Until the workers have seen everything: what they still do would be measured as well.
until_seen() {
    local lags
    until
        lags=$(curl -fsS -H "Authorization: Bearer $KEY" "$URL/api/v1/system" | grep -o '"lag":[0-9]*' | sort -u)
        [ "$lags" = '"lag":0' ]
    do
        kill -0 "$DOCKET_PID" 2>/dev/null || fail "$(cat "$FILES/docket.log")"
        sleep 0.5
    done
}

stop() {
    trap - EXIT
    if [ -n "${DOCKET_PID:-}" ]; then
        kill -s TERM "$DOCKET_PID" 2>/dev/null || true
        wait "$DOCKET_PID" 2>/dev/null || true
    fi
    rm -rf "$FILES"
}

main "$@"
