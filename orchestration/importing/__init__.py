"""Publishers' files in, raw tables and their seeds out: `governance import`. What a table says is never guessed."""
