"""A checked build file out, as a read-only release: how it is made, kept, compared and verified. Nothing of Dagster."""
