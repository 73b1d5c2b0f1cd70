# run: everything on this machine.  test: what CI tests.  check: what CI does.  bench: ratios against peers.
# soak: many more crashes than CI has time for.
# demo: like run, with believable data in three languages.
# ARGS is passed on: make run ARGS="--listen 0.0.0.0:8080", make test ARGS="a_closed_ticket".

.PHONY: run demo test check fmt lint bench soak fuzz browser screenshot install

run: install
	scripts/console.sh
	scripts/with-tools.sh cargo build --release --locked --bin docket
	exec target/release/docket up $(ARGS)

# The first time it fills the installation; how to sign in stands above the service's own words.
demo: install
	scripts/console.sh
	scripts/with-tools.sh cargo build --release --locked --bin docket
	target/release/docket demo $(DEMO)
	exec target/release/docket up $(ARGS)

test:
	scripts/install.sh test
	scripts/console.sh
	scripts/with-tools.sh cargo build --workspace --locked
	scripts/check-console.sh
	scripts/with-tools.sh cargo test --workspace --doc --locked --quiet
	scripts/test-services.sh cargo nextest run --workspace --locked $(ARGS)
	scripts/browser.sh
	scripts/test-services.sh scripts/fuzz.sh

# The console in a browser alone; pictures of its pages are left in web/artifacts.
browser:
	scripts/install.sh test
	scripts/console.sh
	scripts/with-tools.sh cargo build --locked --bin docket
	scripts/browser.sh $(ARGS)

# The picture that the README opens with, of the console with demo data.
screenshot: install
	scripts/console.sh
	scripts/with-tools.sh cargo build --locked --bin docket
	scripts/test-services.sh scripts/browser.sh --screenshot

check: fmt lint test

fmt:
	cargo fmt --all --check

lint: install
	scripts/with-tools.sh cargo clippy --workspace --all-targets --locked -- -D warnings

bench: install
	DOCKET_TEST_DURABLE=1 scripts/test-services.sh cargo bench --locked --bench ratios $(ARGS)

# A hundred crashes in a row under load, some two minutes.
soak: install
	DOCKET_TEST_CRASHES=100 scripts/test-services.sh cargo nextest run --locked --test service --profile soak \
	    nothing_acknowledged_is_lost

# The fuzzer for as many seconds as SECONDS says; CI gives it two minutes.
fuzz:
	scripts/install.sh test
	scripts/with-tools.sh cargo build --workspace --locked
	scripts/test-services.sh scripts/fuzz.sh $(or $(SECONDS),1200)

install:
	scripts/install.sh
