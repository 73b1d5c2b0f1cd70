//! Letters through the outbox to a real server.
