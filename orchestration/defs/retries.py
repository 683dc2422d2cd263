"""Errors that pass by themselves. A step that meets one waits and tries again; any other error is final at once."""

import errno
import functools
import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from dagster import OpExecutionContext, RetryRequested

# Seconds before each new attempt: under half a minute in all, because somebody may be waiting at a terminal.
WAITS = (2, 6, 15)
LOCKED = "Could not set lock"
PASSING_ERRNOS = {errno.EAGAIN, errno.EBUSY, errno.EINTR, errno.ESTALE, errno.ETIMEDOUT}


def passes(error: BaseException) -> bool:
    """Whether the error goes back to a lock of another process, in whatever wrapping, or to a busy file system."""
    return LOCKED in str(error) or (isinstance(error, OSError) and error.errno in PASSING_ERRNOS)


@contextmanager
def _retrying(context: OpExecutionContext) -> Iterator[None]:
    try:
        yield
    except Exception as error:
        if not passes(error):
            raise
        wait = WAITS[min(context.retry_number, len(WAITS) - 1)]
        raise RetryRequested(max_retries=len(WAITS), seconds_to_wait=wait) from error


def retried(step: Callable) -> Callable:
    """Decorates the function of a step, a generator or not, whose first argument is the context."""
    if inspect.isgeneratorfunction(step):

        @functools.wraps(step)
        def retrying(context, *args, **kwargs):
            with _retrying(context):
                yield from step(context, *args, **kwargs)
    else:

        @functools.wraps(step)
        def retrying(context, *args, **kwargs):
            with _retrying(context):
                return step(context, *args, **kwargs)

    return retrying
