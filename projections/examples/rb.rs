use projections::*; use std::time::Instant;
#[tokio::main]
async fn main() {
    let url = std::env::var("U").unwrap();
    let name = std::env::args().nth(1).unwrap();
    let store = eventstore::EventStore::connect(eventstore::StoreOptions::new(&url)).await.unwrap();
    let read = ReadModels::connect(&url, 4).await.unwrap();
    let head = store.head().await.unwrap();
    for name in name.split(',') {
    let s = Instant::now(); let mut bulk = None;
    Runner::rebuild(&store, &read, name, |a, b| if a >= b && bulk.is_none() { bulk = Some(s.elapsed()) }).await.unwrap();
    let t = s.elapsed();
    println!("{name}: bulk {:?}, all {:?}, {:.0} events/s", bulk, t, head as f64 / t.as_secs_f64());
    }
}
