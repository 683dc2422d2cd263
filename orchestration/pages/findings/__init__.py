"""Rules that make headings and sentences from figures: pure functions of plain values, tested against made cases."""
