"""Every sentence that a person reads, in both languages. Nothing is decided here."""
