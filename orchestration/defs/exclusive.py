"""The run lock in Dagster: taken by the first step of a run, held until the run ends.

By a step and not when the resource is made: a step that fails says so in a sentence, and its run is not started again.
"""

import functools
import inspect
from collections.abc import Callable, Iterator

from dagster import Definitions, Failure, InitResourceContext, OpExecutionContext, definitions, resource

from orchestration import lock
from orchestration.defs import retries

RESOURCE = "run_lock"


class LockOfRun:
    """The lock as one run asks for it. Every step asks; who was refused once does not wait once more."""

    def __init__(self, command: str) -> None:
        self._lock = lock.RunLock(command)
        self._is_held = False
        self._refused: lock.Busy | None = None

    def take(self, context: OpExecutionContext) -> None:
        if self._is_held:
            return
        try:
            if self._refused:
                raise self._refused
            left = self._lock.acquire(sum(retries.WAITS), lambda busy: context.log.info(str(busy)))
        except lock.Busy as busy:
            self._refused = busy
            raise Failure(description=str(busy), allow_retries=False) from None
        self._is_held = True
        if left:
            context.log.info(lock.recovered(left))

    def release(self) -> None:
        self._lock.release()
        self._is_held = False


@resource(description="The lock that one run at a time holds: data/run.lock.")
def run_lock(context: InitResourceContext) -> Iterator[LockOfRun]:
    run = context.run
    held = LockOfRun(f"Dagster: {run.job_name}, run {run.run_id[:8]}" if run else "Dagster")
    try:
        yield held
    finally:
        held.release()


def exclusive(step: Callable) -> Callable:
    """Decorates the function of a step that writes; its asset must require the resource."""
    if inspect.isgeneratorfunction(step):

        @functools.wraps(step)
        def alone(context, *args, **kwargs):
            getattr(context.resources, RESOURCE).take(context)
            yield from step(context, *args, **kwargs)
    else:

        @functools.wraps(step)
        def alone(context, *args, **kwargs):
            getattr(context.resources, RESOURCE).take(context)
            return step(context, *args, **kwargs)

    return alone


@definitions
def lock_of_runs() -> Definitions:
    return Definitions(resources={RESOURCE: run_lock})
