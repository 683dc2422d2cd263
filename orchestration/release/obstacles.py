"""What lies where releases are kept and would keep one from being published: asked before the build, not after it.

Nothing is removed here: a folder in the way may be somebody's only copy.
"""

import contextlib
import os
import shlex
import stat
import tempfile
from pathlib import Path

from orchestration import paths
from orchestration.messages import texts
from orchestration.messages.refusals import Refused
from orchestration.release import shelf


def found(published_dir: Path) -> list[str]:
    """A sentence with its remedy for each obstacle to a run. Makes the folder where there is none.

    Raises `OSError` where nothing can be written.
    """
    said = to_a_rollback(published_dir)
    link = published_dir / shelf.CURRENT
    # An empty file waits for its first release.
    leads = link.stat().st_size if shelf.kind_of(link) == stat.S_IFREG else link.is_symlink()
    if leads and shelf.current_id(published_dir) is None:
        # Of a link to itself `resolve` raises.
        target = os.path.realpath(paths.served_from(published_dir))
        said.append(_said("obstacle_leads_elsewhere", link, target=target, folder=shelf.folder_of(published_dir)))
    return said


def to_a_rollback(published_dir: Path) -> list[str]:
    """The same for going back to a release, which puts right a link that leads elsewhere."""
    releases = shelf.folder_of(published_dir)
    for folder in (published_dir, releases):
        if shelf.kind_of(folder) is not None and not folder.is_dir():
            return [_said("obstacle_no_folder", folder)]
        # Raises now what would be raised after a minute of building. Releases have a folder with the first of them.
        if folder == published_dir:
            make_folder(folder)
        if folder.exists():
            with tempfile.TemporaryFile(dir=folder) as file:
                file.write(b"0")
    link = published_dir / shelf.CURRENT
    said = []
    if shelf.kind_of(link) not in (None, stat.S_IFLNK, stat.S_IFREG):
        said.append(_said("obstacle_current", link))
    replacement = link.with_name(link.name + shelf.UNFINISHED)
    if shelf.kind_of(replacement) == stat.S_IFDIR:
        said.append(_said("obstacle_in_the_way", replacement))
    if shelf.kind_of(link) != stat.S_IFREG and (why := _no_links(published_dir)):
        said.append(_said("obstacle_no_links", published_dir, why=why, pointer=shlex.quote(str(link))))
    return said


def refuse(published_dir: Path) -> None:
    """Raises `Refused` with the obstacles to a rollback."""
    if said := to_a_rollback(published_dir):
        raise Refused("\n\n".join(said))


def strays(published_dir: Path) -> list[str]:
    """Paths of what is no release and in nobody's way, but is served by whoever serves the folder."""
    known = {published_dir / name for name in (shelf.CURRENT, shelf.CURRENT + shelf.UNFINISHED, "releases")}
    releases = shelf.folder_of(published_dir)
    known |= {releases / name for name in shelf.ids(published_dir)}
    entries = [path for folder in (published_dir, releases) if folder.is_dir() for path in folder.iterdir()]
    # What a killed run left is cleared by the next.
    return sorted(str(path) for path in entries if path not in known and not shelf.is_unfinished(path.name))


def make_folder(folder: Path) -> None:
    """Where it is not there yet, with the rights of what is published."""
    if not folder.exists():
        folder.mkdir(parents=True)
        set_rights(folder)


def set_rights(path: Path) -> None:
    """The rights of what is published, whatever the umask says: all read, the owner writes, nobody the database."""
    mode = 0o755 if path.is_dir() else 0o444 if path.name == shelf.DATABASE else 0o644
    # A file system that keeps no rights has nothing to set.
    with contextlib.suppress(PermissionError):
        path.chmod(mode)


def _no_links(folder: Path) -> str | None:
    """Why the file system cannot hold a symbolic link; None where it can."""
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        try:
            (Path(scratch) / "link").symlink_to("target")
        except OSError as error:
            return error.strerror or str(error)
    return None


def _said(code: str, path: Path, **details: object) -> str:
    return texts.shown(code, path=path, quoted=shlex.quote(str(path)), **details)
