# Finds Postgres, nats-server and the account to run them as. Sourced by the other scripts, by bash 3.2 or newer.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
POSTGRES_LEAST=15
NATS_LEAST_MAJOR=2
NATS_LEAST_MINOR=10
NODE_LEAST_MAJOR=20
NODE_LEAST_MINOR=19

say() { printf '%s\n' "$*" >&2; }

fail() {
    say "$@"
    exit 1
}

has() { command -v "$1" >/dev/null 2>&1; }

is_root() { [ "$(id -u)" = 0 ]; }

# The account that runs servers when this is root; Postgres refuses to run as root.
server_account() {
    local name
    for name in postgres _postgres nobody; do
        if id -u "$name" >/dev/null 2>&1; then
            echo "$name"
            return
        fi
    done
    fail "Neither the user postgres nor nobody exists; create one, or start this as an ordinary user."
}

# as_account COMMAND...: runs it as that account when this is root, else as it is. Replaces the shell: use it in ( ).
as_account() {
    cd /
    is_root || exec "$@"
    local account
    account=$(server_account)
    if has setpriv; then
        exec setpriv --reuid "$account" --regid "$(id -g "$account")" --clear-groups "$@"
    elif has runuser; then
        exec runuser -u "$account" -- "$@"
    else
        exec sudo -u "$account" -- "$@"
    fi
}

usable() { (as_account test -x "$1") 2>/dev/null; }

# The private tools folder: in the checkout, unless only root can enter that.
tools_folder() {
    if [ -n "${DOCKET_TOOLS:-}" ]; then
        echo "$DOCKET_TOOLS"
    elif is_root && ! usable "$ROOT"; then
        echo /var/lib/docket/tools
    else
        echo "$ROOT/.tools"
    fi
}

TOOLS=$(tools_folder)

# Prints the folder of a Postgres that is new enough, or nothing.
find_postgres() {
    local folder
    for folder in "${DOCKET_POSTGRES_BIN:-}" $(path_folders) \
        $(newest_first /usr/lib/postgresql/*/bin) \
        $(newest_first /opt/homebrew/opt/postgresql@*/bin /usr/local/opt/postgresql@*/bin) \
        $(newest_first /usr/pgsql-*/bin /opt/postgresql*/bin) /usr/local/pgsql/bin "$TOOLS/postgres/bin"; do
        if postgres_suits "$folder"; then
            real_folder "$folder/postgres"
            return
        fi
    done
}

# Prints a nats-server that is new enough, or nothing.
find_nats() {
    local file
    for file in "${DOCKET_NATS_SERVER:-}" "$(command -v nats-server || true)" /usr/sbin/nats-server \
        /usr/local/sbin/nats-server /usr/local/bin/nats-server /opt/homebrew/bin/nats-server "$TOOLS/bin/nats-server"; do
        if nats_suits "$file"; then
            echo "$file"
            return
        fi
    done
}

# Prints the fuzzer for the HTTP API, or nothing.
find_schemathesis() {
    local file
    for file in "${DOCKET_SCHEMATHESIS:-}" "$TOOLS/fuzzer/bin/schemathesis"; do
        if [ -n "$file" ] && [ -x "$file" ]; then
            echo "$file"
            return
        fi
    done
}

# Prints the server of buckets for the tests, or nothing.
find_moto() {
    if [ -n "${DOCKET_MOTO:-}" ]; then
        echo "$DOCKET_MOTO"
    elif [ -e "$TOOLS/bucket/complete" ]; then
        echo "$TOOLS/bucket/bin/moto_server"
    fi
}

# Prints the mail server for tests, or nothing.
find_smtp_server() {
    local file
    for file in "${DOCKET_TEST_SMTP_SERVER:-}" "$TOOLS/mailer/bin/aiosmtpd"; do
        if [ -n "$file" ] && [ -x "$file" ]; then
            echo "$file"
            return
        fi
    done
}

# Prints the Python that has what analysts read files with, or nothing.
find_analysis() {
    if [ -n "${DOCKET_TEST_ANALYSIS:-}" ]; then
        echo "$DOCKET_TEST_ANALYSIS"
    elif [ -e "$TOOLS/analysis/complete" ]; then
        echo "$TOOLS/analysis/bin/python3"
    fi
}

# Puts Node.js on PATH, new enough for the console's build; fails where there is none.
use_node() {
    local folder
    for folder in "$TOOLS/node/bin" ""; do
        [ -z "$folder" ] || [ -x "$folder/node" ] || continue
        if node_suits "${folder:+$folder/}node"; then
            PATH="${folder:+$folder:}$PATH"
            return
        fi
    done
    return 1
}

node_suits() {
    has "$1" || return 1
    local version
    version=$("$1" --version 2>/dev/null | sed -E 's/^v([0-9]+\.[0-9]+).*/\1/')
    version_at_least "${version:-0.0}" "$NODE_LEAST_MAJOR" "$NODE_LEAST_MINOR" && has "$(dirname "$(command -v "$1")")/npm"
}

# Prints the browser that the console is tested in, or nothing.
find_browser() {
    local file
    for file in "${DOCKET_BROWSER:-}" chromium chromium-browser google-chrome \
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"; do
        [ -n "$file" ] || continue
        file=$(command -v "$file" || true)
        if [ -n "$file" ]; then
            echo "$file"
            return
        fi
    done
}

# Prints the folder with the OpenID provider for the tests, or nothing.
find_oidc() {
    if [ -n "${DOCKET_OIDC:-}" ]; then
        echo "$DOCKET_OIDC"
    elif [ -e "$TOOLS/oidc/complete" ] &&
        cmp -s "$ROOT/oidc/provider/package-lock.json" "$TOOLS/oidc/package-lock.json"; then
        echo "$TOOLS/oidc"
    fi
}

postgres_suits() {
    [ -n "$1" ] && [ -x "$1/postgres" ] && [ -x "$(real_folder "$1/postgres")/initdb" ] || return 1
    local major
    major=$("$1/postgres" --version 2>/dev/null | sed -E 's/^[^0-9]*([0-9]+).*/\1/')
    [ "${major:-0}" -ge "$POSTGRES_LEAST" ] && usable "$1/postgres"
}

nats_suits() {
    [ -n "$1" ] && [ -x "$1" ] || return 1
    local version
    version=$("$1" --version 2>/dev/null | sed -E 's/^[^0-9]*([0-9]+\.[0-9]+).*/\1/')
    version_at_least "${version:-0.0}" "$NATS_LEAST_MAJOR" "$NATS_LEAST_MINOR" && usable "$1"
}

# version_at_least 2.9 2 10
version_at_least() {
    local major=${1%%.*} minor=${1#*.}
    minor=${minor%%[!0-9]*}
    [ "$major" -gt "$2" ] || { [ "$major" -eq "$2" ] && [ "${minor:-0}" -ge "$3" ]; }
}

# Folders of PATH that hold a postgres; Debian's own are not on it.
path_folders() {
    local found
    found=$(command -v postgres || true)
    [ -z "$found" ] || dirname "$found"
}

newest_first() {
    local folder
    for folder in "$@"; do
        [ ! -d "$folder" ] || echo "$folder"
    done | sort -t/ -k1,1 -V -r 2>/dev/null
}

# The folder of a program after its symbolic links, where the programs that come with it are.
real_folder() {
    local file=$1 target
    while target=$(readlink "$file"); do
        case $target in
        /*) file=$target ;;
        *) file=$(dirname "$file")/$target ;;
        esac
    done
    (cd "$(dirname "$file")" && pwd -P)
}

# A TCP port that nobody listens on, below those that the system hands out.
free_port() {
    local port
    while :; do
        port=$((17000 + RANDOM % 15000))
        (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || break
    done
    echo "$port"
}

# Cargo and the private tools are found although a fresh shell has not put them on PATH.
use_tools() {
    PATH="$PATH:$HOME/.cargo/bin:$TOOLS/bin"
    export PATH
}
