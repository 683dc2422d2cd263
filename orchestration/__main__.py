"""`python -m orchestration` is the command line `governance`."""

from orchestration.cli.app import app

app(prog_name="governance")
