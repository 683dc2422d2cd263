"""Publishers' files in, raw tables and their seeds out: `make import`. What a table says is never guessed."""
