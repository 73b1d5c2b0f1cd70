#!/usr/bin/env bash
# Builds the web console into web/dist, where the program takes it from. What is built already is left alone.
set -euo pipefail
. "$(dirname "$0")/tools.sh"

main() {
    use_tools
    cd "$ROOT/web"
    local wanted
    wanted=$(fingerprint)
    [ "$(cat dist/.built 2>/dev/null)" != "$wanted" ] || return 0
    use_node || {
        "$ROOT/scripts/install.sh"
        use_node
    }
    install_packages .
    say "Building the console."
    find dist -mindepth 1 ! -name .gitkeep -delete
    npm run --silent messages >/dev/null
    npm run --silent build -- --logLevel warn
    echo "$wanted" >dist/.built
}

# install_packages FOLDER: what its lock file says, unless it is there already.
install_packages() {
    local kept="$1/node_modules/.docket-lock"
    cmp -s "$1/package-lock.json" "$kept" && return
    say "Installing the packages that the console is built from."
    # not `npm ci`: it insists on the builds for other systems, which not every package index has
    (cd "$1" && npm install --no-save --silent --no-audit --no-fund) ||
        fail "The console's packages could not be installed; is there a way to the package index?"
    cp "$1/package-lock.json" "$kept"
}

# What the console is built from, as one hash.
fingerprint() {
    find src messages public scripts project.inlang index.html vite.config.ts tsconfig.json package-lock.json \
        -type f ! -path 'src/paraglide/*' ! -path 'project.inlang/cache/*' ! -name '*.test.ts' -print0 |
        LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -d' ' -f1
}

main "$@"
