#!/usr/bin/env bash
# Checks the console's code: types, lint, unit tests, and that its types of the HTTP API are those of docs/openapi.json.
set -euo pipefail
. "$(dirname "$0")/tools.sh"

main() {
    use_tools
    "$ROOT/scripts/console.sh"
    use_node
    cd "$ROOT/web"
    npm run --silent types
    npm run --silent lint
    npm run --silent test
    check_client
}

# The generator has packages of its own, in a folder of its own.
check_client() {
    local made
    (cd openapi && { [ -x node_modules/.bin/openapi-typescript ] || npm ci --silent --no-audit --no-fund; })
    made=$(mktemp "${TMPDIR:-/tmp}/docket-schema.XXXXXX")
    (cd openapi && npm run --silent written -- -o "$made") >/dev/null
    cmp -s "$made" src/api/schema.d.ts || {
        rm -f "$made"
        fail "web/src/api/schema.d.ts is not that of docs/openapi.json. Run: (cd web/openapi && npm run generate)"
    }
    rm -f "$made"
}

main
