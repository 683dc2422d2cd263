"""Load and faults: scripts that print their figures, and the tests that run them with small counts."""
