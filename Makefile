# run: everything on this machine.  test: what CI tests.  check: what CI does.  bench: ratios against peers.
# ARGS is passed on: make run ARGS="--listen 0.0.0.0:8080", make test ARGS="a_closed_ticket".

.PHONY: run test check fmt lint bench install

run: install
	scripts/with-tools.sh cargo build --release --locked --bin docket
	exec target/release/docket up $(ARGS)

test:
	scripts/install.sh test
	scripts/with-tools.sh cargo build --workspace --locked
	scripts/with-tools.sh cargo test --workspace --doc --locked --quiet
	scripts/test-services.sh cargo nextest run --workspace --locked $(ARGS)

check: fmt lint test

fmt:
	cargo fmt --all --check

lint: install
	scripts/with-tools.sh cargo clippy --workspace --all-targets --locked -- -D warnings

bench: install
	DOCKET_TEST_DURABLE=1 scripts/test-services.sh cargo bench --locked --bench ratios $(ARGS)

install:
	scripts/install.sh
