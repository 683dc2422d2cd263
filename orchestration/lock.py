"""One run at a time: whoever writes the build file or the releases holds this lock.

The operating system's lock on `data/run.lock` decides; it is gone with the process that held it, however that ended.
`data/run.json` beside it only says who holds it, to those that must wait.
"""

import json
import os
import socket
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

import filelock

from orchestration import paths
from orchestration.messages import texts
from orchestration.messages.refusals import Refused

# Of a command that may be tried again later (sysexits.h).
EXIT_BUSY = os.EX_TEMPFAIL
# A look at whether the lock is held takes it for an instant: who wants it is more patient than that.
PATIENCE_SECONDS = 0.5
POLL_SECONDS = 0.2


@dataclass(frozen=True)
class Holder:
    """Who holds the lock. `since` is local time with its offset, to the second."""

    pid: int
    host: str
    command: str
    since: str

    def say(self, language: str) -> str:
        since = datetime.fromisoformat(self.since)
        details = {"pid": self.pid, "host": self.host, "command": self.command, "since": since}
        return texts.text("lock_holder", language, **details)


class Busy(Refused):
    """Another process holds the lock. Says who and since when."""

    exit_code = EXIT_BUSY

    def __init__(self, holder: Holder | None) -> None:
        self.holder = holder
        super().__init__(
            "\n".join(
                texts.text("lock_held", language, holder=holder.say(language))
                if holder
                else texts.text("lock_held_by_unknown", language)
                for language in texts.chosen()
            )
        )


def _info() -> Path:
    return paths.run_lock().with_suffix(".json")


def _read_info() -> Holder | None:
    try:
        return Holder(**json.loads(_info().read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def busy() -> Busy | None:
    """Whether somebody holds the lock now, this process not excepted, and who."""
    if not paths.run_lock().exists():
        return None
    probe = filelock.FileLock(paths.run_lock(), thread_local=False)
    try:
        probe.acquire(blocking=False)
    except filelock.Timeout:
        return Busy(_read_info())
    probe.release()
    return None


class RunLock:
    """Held from `acquire` to `release` or as long as this object lives. A process may take it several times over."""

    def __init__(self, command: str) -> None:
        self._command = command
        self._lock: filelock.BaseFileLock | None = None

    def acquire(self, seconds: float = 0, waiting: Callable[[Busy], None] | None = None) -> Holder | None:
        """Takes the lock, waiting for it at most `seconds`; `waiting` is told once whom for.

        Returns the holder that ended without giving the lock back, if one did. Raises `Busy`.
        """
        path = paths.run_lock()
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = filelock.FileLock(path, is_singleton=True, thread_local=False)
        started = time.monotonic()
        try:
            lock.acquire(timeout=PATIENCE_SECONDS, poll_interval=POLL_SECONDS)
        except filelock.Timeout:
            if waiting and seconds > 0:
                waiting(Busy(_read_info()))
            try:
                lock.acquire(timeout=max(0, started + seconds - time.monotonic()), poll_interval=POLL_SECONDS)
            except filelock.Timeout:
                raise Busy(_read_info()) from None
        self._lock = lock
        return self._announce() if lock.lock_counter == 1 else None

    def _announce(self) -> Holder | None:
        """Says who holds the lock now; returns who was left there."""
        left = _read_info()
        since = datetime.now().astimezone().isoformat(timespec="seconds")
        own = Holder(os.getpid(), socket.gethostname(), self._command, since)
        # Replaced in one step: it is read by others while it is written.
        temporary = _info().with_suffix(".tmp")
        temporary.write_text(json.dumps(asdict(own), ensure_ascii=False), encoding="utf-8")
        temporary.replace(_info())
        return left

    def release(self) -> None:
        if self._lock is None:
            return
        if self._lock.lock_counter == 1:
            _info().unlink(missing_ok=True)
        self._lock.release()
        self._lock = None


def recovered(left: Holder) -> str:
    return "\n".join(texts.text("lock_recovered", language, holder=left.say(language)) for language in texts.chosen())
