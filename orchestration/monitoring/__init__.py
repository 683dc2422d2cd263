"""Checks on a published release: validations and their history, late editions, alerts."""
