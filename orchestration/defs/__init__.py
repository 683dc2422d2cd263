"""Definitions by concept: ingest, transform, validate, publish, automation."""
