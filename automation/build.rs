//! Embeds the migrations anew when one was added.

fn main() {
    println!("cargo:rerun-if-changed=sql");
    println!("cargo:rerun-if-changed=outbox_sql");
}
