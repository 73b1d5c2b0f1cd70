//! How members sign in: passwords, sessions, tokens, second factors and what slows guessing down.
