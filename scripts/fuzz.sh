#!/usr/bin/env bash
# Fuzzes the HTTP API by its own OpenAPI document: `fuzz.sh [SECONDS]`, 120 unless told otherwise. Run by
# test-services.sh, which starts Postgres and NATS. Fails on an answer 500, an undocumented status or another shape
# than the document says.
set -euo pipefail
. "$(dirname "$0")/tools.sh"

SECONDS_LONG=${1:-120}
KEY=fuzz-key-of-the-administrator

main() {
    use_tools
    SCHEMATHESIS=$(find_schemathesis)
    [ -n "$SCHEMATHESIS" ] || fail "schemathesis is missing; run scripts/install.sh test"
    FILES=$(mktemp -d "${TMPDIR:-/tmp}/docket-fuzz.XXXXXX")
    trap stop EXIT
    start_docket
    fuzz
}

start_docket() {
    local port
    port=$(free_port)
    URL=http://127.0.0.1:$port
    DOCKET_DATABASE_URL=$DOCKET_TEST_DATABASE_URL DOCKET_NATS_URL=$DOCKET_TEST_NATS_URL \
        DOCKET_DATA_DIR=$FILES/data DOCKET_BOOTSTRAP_API_KEY=$KEY DOCKET_ATTACHMENTS_FOLDER=$FILES/attachments DOCKET_LOG=warn \
        "$ROOT/target/debug/docket" serve --listen "127.0.0.1:$port" </dev/null >"$FILES/docket.log" 2>&1 &
    DOCKET_PID=$!
    until curl -fsS "$URL/readyz" >/dev/null 2>&1; do
        kill -0 "$DOCKET_PID" 2>/dev/null || fail "$(cat "$FILES/docket.log")"
        sleep 0.1
    done
}

# Live streams never end, so they are left out. One worker: of two, both were seen to end with a SystemError of Python's
# own parser at the same moment, and one makes as many cases.
fuzz() {
    local checks=not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance
    (cd "$FILES" && "$SCHEMATHESIS" run "$URL/api/openapi.json" --url "$URL/api/v1" \
        --header "Authorization: Bearer $KEY" --checks "$checks" --exclude-operation-id follow_events \
        --exclude-operation-id follow_analytics \
        --max-time "$SECONDS_LONG" --continue-on-failure --workers 1 --warnings off \
        --suppress-health-check all) || {
        say "The service's own words:"
        tail -n 40 "$FILES/docket.log" >&2
        return 1
    }
}

stop() {
    trap - EXIT
    if [ -n "${DOCKET_PID:-}" ]; then
        kill -s TERM "$DOCKET_PID" 2>/dev/null || true
        wait "$DOCKET_PID" 2>/dev/null || true
    fi
    rm -rf "$FILES"
}

main
