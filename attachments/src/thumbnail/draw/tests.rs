//! Which images get thumbnails.
