"""Raw files in, text as published out; nothing is corrected or guessed here."""
