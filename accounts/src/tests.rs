//! Signing in on a real Postgres.
