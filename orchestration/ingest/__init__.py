"""Raw files in, text as published out, and rows into schema `raw`. Nothing is corrected or guessed here."""
