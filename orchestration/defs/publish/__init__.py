"""The checked build file out, as a read-only release."""
