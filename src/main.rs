//! The program `docket`.

use std::process::ExitCode;

/// Many small, short-lived allocations on several threads are what it is good at.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    docket::cli::main()
}
