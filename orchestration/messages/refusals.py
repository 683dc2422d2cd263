"""Why a command does not do what it was asked to: the errors that end it with a sentence and no trace."""

import os

from orchestration.messages import texts


class Refused(Exception):
    """It cannot be done with what is there. The message says why and what to do."""

    exit_code = 1


class WrongUse(Refused):
    """It cannot be done as it was asked: an option, a path or a name is missing or wrong."""

    exit_code = 2


class NotDone(Refused):
    """A file or the disk failed, which no finding explains."""

    exit_code = os.EX_IOERR


def refused(code: str, /, **details: object) -> Refused:
    """An error to raise, in the language chosen."""
    return Refused(texts.shown(code, **details))


def wrong_use(code: str, /, **details: object) -> WrongUse:
    """An error to raise, in the language chosen."""
    return WrongUse(texts.shown(code, **details))
