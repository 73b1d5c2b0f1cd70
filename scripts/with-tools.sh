#!/usr/bin/env bash
# Runs a command that is told where Postgres and nats-server are: `with-tools.sh cargo bench`.
set -euo pipefail
. "$(dirname "$0")/tools.sh"

use_tools
DOCKET_POSTGRES_BIN=$(find_postgres)
DOCKET_NATS_SERVER=$(find_nats)
export DOCKET_POSTGRES_BIN DOCKET_NATS_SERVER
exec "$@"
