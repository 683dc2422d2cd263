"""How commands end: what each exit code says, and which error comes to which. The README lists them."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import typer

from orchestration.messages import failures, texts
from orchestration.messages.refusals import Refused

WELL = 0
# A finding: a wrong file, a contradicted claim, a failed validation, a release that is not whole.
FOUND = 1
# Of `audit` alone: nothing was found, and the packages could not be asked about (sysexits.h).
NOT_ASKED = os.EX_UNAVAILABLE
# A fault of the program, which shows its trace.
FAULT = os.EX_SOFTWARE
# A file or the disk failed, which no finding explains.
NOT_DONE = os.EX_IOERR
# Ctrl-C, as shells have it.
CANCELLED = 130


@contextmanager
def as_codes() -> Iterator[None]:
    """Errors that a person can act on become a sentence on standard error and an exit code."""
    try:
        yield
    except Refused as reason:
        print(reason, file=sys.stderr)
        raise typer.Exit(reason.exit_code) from None
    except BrokenPipeError:
        raise
    except OSError as error:
        why = str(error.strerror or error)
        told = [texts.shown("not_done", what=error.filename or "–", why=why), *failures.hints([why])]
        print("\n".join(told), file=sys.stderr)
        raise typer.Exit(NOT_DONE) from None
