//! Requests to addresses that people name: checked, pinned, bounded.
