"""`governance releases`: the releases on disk, going back to one, what differs between two."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb
from rich import box
from rich.console import Console
from rich.table import Table

from orchestration import instance, lock, paths
from orchestration.cli import exits, terminal
from orchestration.cli.report import inputs_changed
from orchestration.cli.terminal import Column
from orchestration.messages import texts
from orchestration.messages.refusals import refused, wrong_use
from orchestration.release import diff, obstacles, shelf
from orchestration.release.build import DIFF

# Lines of a terminal: the rest is in the CSV.
SHOWN_EDITIONS = 40
SHOWN_FIGURES = 20


def _bytes_of(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def run_list(as_json: bool = False) -> int:
    """A line for each release, newest first; returns the exit code."""
    releases = shelf.listing(paths.published_dir())
    if as_json:
        terminal.show_json({"releases": [_document(found) for found in releases]})
    if not releases:
        raise refused("no_release")
    if not as_json:
        _show_list(releases, terminal.console())
    return exits.WELL


def _document(found: shelf.Listed) -> dict[str, Any]:
    """A release for programs. What its release.json does not say is null."""
    summary = found.summary or {}
    return {
        "release_id": found.release_id,
        "built_at": f"{shelf.built_at(found.release_id):%Y-%m-%dT%H:%M:%SZ}",
        "is_current": found.is_current,
        "is_complete": found.summary is not None,
        "rows": sum(summary["row_counts"].values()) if summary else None,
        "bytes": _bytes_of(found.folder),
        "checks": sum(summary["checks"].values()) if summary else None,
        "predecessor": summary.get("predecessor"),
        # Counts of figures added, removed and changed, and the tables and columns that came or went.
        "changes": summary.get("changes"),
    }


def _show_list(releases: list[shelf.Listed], out: Console) -> None:
    columns = [
        Column(_heading("releases_release", before="  ")),
        Column(_heading("releases_built"), wraps=10),
        Column(_heading("releases_rows"), is_right=True),
        Column("\nMB" if len(texts.chosen()) > 1 else "MB", is_right=True),
        Column(_heading("releases_checks"), is_right=True),
        Column(_heading("releases_changes"), wraps=10),
    ]
    rows = []
    for found in releases:
        name = f"{'→' if found.is_current else ' '} {found.release_id}"
        built = f"{shelf.built_at(found.release_id):%Y-%m-%d %H:%M:%S}"
        size = f"{_bytes_of(found.folder) / 1e6:.0f}"
        if found.summary is None:
            rows.append([name, built, "", size, "", texts.label("releases_incomplete", file=shelf.SUMMARY)])
        else:
            n_rows, n_checks = sum(found.summary["row_counts"].values()), sum(found.summary["checks"].values())
            rows.append([name, built, _count(n_rows), size, str(n_checks), _changes(found.summary)])
    terminal.show_rows(out, columns, rows)
    out.print(texts.label("releases_arrow"))
    out.print(texts.shown("releases_kept", newest=shelf.KEEP_NEWEST, days=shelf.KEEP_DAYS))
    if in_the_way := obstacles.found(paths.published_dir()):
        out.print("\n" + "\n\n".join(in_the_way))
    if len(releases) > 1:
        out.print(texts.shown("releases_next"))


def _heading(code: str, before: str = "") -> str:
    return "\n".join(before + line for line in texts.shown(code).split("\n"))


def _count(n: int) -> str:
    return texts.number(n, ",")


def _changes(summary: Mapping[str, Any]) -> str:
    """What a release says of its difference to the release that it replaced."""
    if "changes" not in summary:
        return "–"
    if summary.get("predecessor") is None:
        return texts.label("releases_first")
    counts = summary["changes"]
    said = f"+{_count(counts['added'])} −{_count(counts['removed'])} ≠{_count(counts['changed'])}"
    return said + (f", {texts.label('releases_structure', n=len(counts['structure']))}" if counts["structure"] else "")


def run_rollback(name: str | None) -> int:
    """Makes the release called `name` current; returns the exit code. Raises `Refused` and `Busy`."""
    if not name:
        raise wrong_use("rollback_unnamed", known="\n".join(f"  {each}" for each in _known()) or "  –")
    instance.prepare()
    alone = lock.RunLock("governance releases rollback")
    alone.acquire()
    try:
        obstacles.refuse(paths.published_dir())
        release_id, before = shelf.roll_back(paths.published_dir(), name)
    finally:
        alone.release()
    if before == release_id:
        print(texts.shown("rollback_not_needed", name=release_id))
    else:
        print(texts.shown("rollback_done", name=release_id, sums=shelf.SUMS, before=before or "–"))
    return exits.WELL


def names() -> list[str]:
    """What a release may be called, for shell completion."""
    return [shelf.CURRENT, shelf.PREVIOUS, *_known()]


def _known() -> list[str]:
    return shelf.ids(paths.published_dir())


def run_diff(before: str | None, after: str | None, target: Path | None) -> int:
    """Compares two releases, by default the current one with what it replaced; returns the exit code.

    A difference is an answer and no finding. Raises `Refused`.
    """
    older, newer = _pair(before, after)
    for found in (older, newer):
        if found.summary is None:
            raise refused("release_without_summary", name=found.release_id, summary=shelf.SUMMARY)
    figures = newer.summary.get("figures") or older.summary.get("figures")
    if not figures:
        raise refused("diff_too_old")
    target = target or paths.quality_dir() / f"diff_{older.release_id}_{newer.release_id}.csv"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        databases = [found.folder / shelf.DATABASE for found in (older, newer)]
        found = diff.compare(*databases, figures, target)
        lines = diff.first_lines(target, SHOWN_FIGURES)
    except (duckdb.Error, OSError) as error:
        raise refused("diff_not_done", why=error) from None
    out = terminal.console()
    _show(older.release_id, newer.release_id, found, lines, out)
    changed = diff.changed_inputs(older.summary, newer.summary)
    for line in inputs_changed(older.release_id, changed, found.totals()):
        out.print(line)
    print(f"{texts.label('diff_all')}: {target}")
    if newer.summary.get("predecessor") == older.release_id:
        print(f"{texts.label('diff_also')}: {newer.folder / DIFF}")
    print(texts.shown("diff_next"))
    return exits.WELL


def _pair(given_before: str | None, given_after: str | None) -> tuple[shelf.Listed, shelf.Listed]:
    """The releases to compare, as named or as is usual."""
    folder = paths.published_dir()
    releases = {found.release_id: found for found in shelf.listing(folder)}
    after = shelf.named(folder, given_after) if given_after else shelf.current_id(folder)
    if after is None:
        raise refused("no_release")
    before = shelf.named(folder, given_before) if given_before else shelf.older_than(folder, after)
    if before is None:
        raise refused("diff_no_older", name=after)
    return releases[before], releases[after]


def _show(before: str, after: str, found: diff.Difference, lines: list[list[str]], out: Console) -> None:
    out.print(f"{before} → {after}")
    totals = found.totals()
    if not any(totals.values()) and not found.structure:
        out.print(texts.label("diff_none"))
        return
    editions = sorted({key[:2] for key in found.counts}, key=lambda edition: (edition[0], -edition[1]))
    table = Table(box=box.SIMPLE_HEAD)
    table.add_column(texts.label("diff_edition"), overflow="fold")
    for kind in diff.CHANGES:
        table.add_column(texts.label(f"diff_{kind}"), justify="right", overflow="fold")
    for index_code, year in editions[:SHOWN_EDITIONS]:
        counts = [found.counts.get((index_code, year, kind), 0) for kind in diff.CHANGES]
        table.add_row(f"{index_code} {year}", *(_count(n) if n else "" for n in counts))
    if len(editions) > SHOWN_EDITIONS:
        table.add_row(texts.label("diff_more_editions", n=len(editions) - SHOWN_EDITIONS), "", "", "")
    table.add_section()
    table.add_row(texts.label("diff_total"), *(_count(totals[kind]) for kind in diff.CHANGES))
    out.print(table)
    for text in found.structure:
        out.print(f"  {text}")
    columns = [Column("")] + [Column(texts.shown(f"diff_{code}"), wraps=24) for code in ("column", "of", "old", "new")]
    rows = []
    for kind, table_name, index_code, year, province_id, component_code, key, column, old, new in lines:
        of = " ".join(part for part in (index_code, year, province_id, component_code, key) if part)
        rows.append([kind, f"{table_name.removeprefix('marts.')}.{column}", of, old, new])
    if rows:
        terminal.show_rows(out, columns, rows)
    if sum(totals.values()) > len(lines):
        out.print(texts.label("diff_more_lines", n=_count(sum(totals.values()) - len(lines))))
