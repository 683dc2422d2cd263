"""Lines that say how far a long command is: rewritten on a terminal, one below the other elsewhere."""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from orchestration.messages.texts import one
from orchestration.transform import progress


class Steps:
    """A line for each step: how far dbt is in it, and in the end the seconds that it took."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._rewrites = stream.isatty()
        self._line = ""
        self._layers: set[str] = set()

    def start(self, label: str) -> None:
        self._started = time.monotonic()
        self._line = f"  {label} …"
        self._layers.clear()
        self._print(self._line, end="")

    def note(self, text: str) -> None:
        """Something that the step waits for."""
        self._print(f" {text} …", end="")

    def far(self, layer: str, number: int, total: int) -> None:
        """The node that dbt is at, of how many. Where lines stay, only the first of each layer has one."""
        name = one(f"run_layer_{layer}") if layer in (progress.SEEDS, progress.TESTS) else layer
        text = one("run_far", number=number, total=total, layer=name)
        if self._rewrites:
            self._print(f"\r\033[K{self._line} {text}", end="")
        elif layer not in self._layers:
            self._print(f"    {text}" if self._layers else f"\n    {text}")
        self._layers.add(layer)

    def end(self, is_well: bool = True) -> None:
        seconds = time.monotonic() - self._started
        before = "" if not self._layers else f"\r\033[K{self._line}" if self._rewrites else self._line
        self._print(f"{before} " + one("run_done" if is_well else "run_failed", seconds=seconds))

    def _print(self, text: str, end: str = "\n") -> None:
        print(text, end=end, file=self._stream, flush=True)


@contextmanager
def of_dbt(steps: Steps) -> Iterator[None]:
    """Shows meanwhile how far dbt is."""

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            steps.far(record.layer, record.number, record.total)

    listener = Listener()
    progress.LOG.addHandler(listener)
    try:
        yield
    finally:
        progress.LOG.removeHandler(listener)
