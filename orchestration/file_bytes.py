"""The bytes of a file that may be anything: nothing is read of what has no end or is too large. And their hashes."""

import errno
import hashlib
import os
import stat
from pathlib import Path


class NotRegular(OSError):
    """A folder, a pipe or a device, which may have no end."""


class TooLarge(OSError):
    """More bytes than are read; holds how many there are."""

    def __init__(self, size: int) -> None:
        self.size = size
        super().__init__(errno.EFBIG, os.strerror(errno.EFBIG))


def sha256_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def sha256_of_file(path: Path) -> str:
    """The same of a regular file of any size. Raises `OSError`, among them `NotRegular`."""
    if not stat.S_ISREG(path.stat().st_mode):
        raise NotRegular(f"{path}")
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def read_regular(path: Path, most: int) -> bytes:
    """The bytes of a regular file of at most so many. Raises `NotRegular` and `TooLarge` before anything is read."""
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        raise NotRegular(f"{path}")
    if status.st_size > most:
        raise TooLarge(status.st_size)
    with path.open("rb") as handle:
        content = handle.read(most + 1)
    # What the system makes up as it is read has no size.
    if len(content) > most:
        raise TooLarge(len(content))
    return content
