"""What a step asks of its run: that it alone writes, and a new attempt after errors that pass by themselves.

The lock itself is in `orchestration/lock.py`.
"""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from dagster import (
    AssetCheckExecutionContext,
    AssetExecutionContext,
    ConfigurableResource,
    Definitions,
    Failure,
    InitResourceContext,
    RetryRequested,
    definitions,
)
from pydantic import PrivateAttr

from orchestration import lock, paths
from orchestration.release import obstacles

# Seconds before each new attempt: under half a minute in all, because somebody may be waiting at a terminal.
WAITS = (2, 6, 15)
LOCKED = "Could not set lock"
PASSING_ERRNOS = {errno.EAGAIN, errno.EBUSY, errno.EINTR, errno.ESTALE, errno.ETIMEDOUT}

Context = AssetExecutionContext | AssetCheckExecutionContext


def passes(error: BaseException) -> bool:
    """Whether the error goes back to a lock of another process, in whatever wrapping, or to a busy file system."""
    return LOCKED in str(error) or (isinstance(error, OSError) and error.errno in PASSING_ERRNOS)


@contextmanager
def retrying(context: Context) -> Iterator[None]:
    """Has the step tried again after an error that passes; any other error is final at once.

    A block and no decorator, so that it is the same for steps that return and for those that yield.
    """
    try:
        yield
    except Exception as error:
        if not passes(error):
            raise
        wait = WAITS[min(context.retry_number, len(WAITS) - 1)]
        raise RetryRequested(max_retries=len(WAITS), seconds_to_wait=wait) from error


class RunLock(ConfigurableResource):
    """The lock that one run at a time holds: taken by the first step that writes, held until the run ends.

    By a step and not when the resource is made: a step that fails says so in a sentence, and its run is not started
    again. Every step asks; who was refused once does not wait once more.
    """

    _lock: lock.RunLock = PrivateAttr()
    _is_held: bool = PrivateAttr(default=False)
    _refused: lock.Busy | None = PrivateAttr(default=None)

    def setup_for_execution(self, context: InitResourceContext) -> None:
        run = context.run
        self._lock = lock.RunLock(f"Dagster: {run.job_name}, run {run.run_id[:8]}" if run else "Dagster")

    def teardown_after_execution(self, context: InitResourceContext) -> None:
        self._lock.release()

    @contextmanager
    def writing(self, context: Context) -> Iterator[None]:
        """What a step does that writes: alone, and once more after an error that passes."""
        with retrying(context):
            self._take(context)
            yield

    def _take(self, context: Context) -> None:
        if self._is_held:
            return
        try:
            if self._refused:
                raise self._refused
            left = self._lock.acquire(sum(WAITS), lambda busy: context.log.info(str(busy)))
        except lock.Busy as busy:
            self._refused = busy
            raise Failure(description=str(busy), allow_retries=False) from None
        self._is_held = True
        # Before the build: what is in the way of the release would be found at its end.
        if in_the_way := obstacles.found(paths.published_dir()):
            raise Failure(description="\n\n".join(in_the_way), allow_retries=False)
        if left:
            context.log.info(lock.recovered(left))


@definitions
def resources() -> Definitions:
    return Definitions(resources={"run_lock": RunLock()})
