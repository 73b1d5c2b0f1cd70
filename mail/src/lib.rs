//! Mail that goes out: letters in the language of whoever reads them, an outbox, SMTP or files.
