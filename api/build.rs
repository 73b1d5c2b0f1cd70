//! The console's files are part of the program: when they are built anew, so is this crate.

fn main() {
    println!("cargo::rerun-if-changed=../web/dist");
}
