//! The storage on a real folder.
