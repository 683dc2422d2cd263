"""`make releases`, `make rollback` and `make diff`: the releases on disk, going back to one, what differs."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

import duckdb
from rich import box
from rich.console import Console
from rich.table import Table

from orchestration import instance, lock, paths
from orchestration.importing.showing import console
from orchestration.release import diff, shelf
from orchestration.release.build import DIFF

# Lines of a terminal: the rest is in the CSV.
SHOWN_EDITIONS = 40
SHOWN_FIGURES = 20


def _option(environment: Mapping[str, str], name: str) -> str:
    return environment.get(f"OPTION_{name}", "").strip()


def list_releases(out: Console) -> None:
    """A line for each release, newest first."""
    releases = shelf.listing(paths.published_dir())
    if not releases:
        raise shelf.Refused("Chưa có bản phát hành nào. Chạy: make run\nThere is no release yet. Run: make run")
    table = Table(box=box.SIMPLE_HEAD)
    for heading in ("", "Bản\nRelease", "Dựng lúc (UTC)\nBuilt (UTC)"):
        table.add_column(heading, no_wrap=True)
    for heading in ("Dòng\nRows", "\nMB", "Kiểm tra\nChecks"):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("So với bản mà nó thay\nAgainst what it replaced")
    for found in releases:
        size = sum(path.stat().st_size for path in found.folder.rglob("*") if path.is_file()) / 1e6
        built = f"{shelf.built_at(found.release_id):%Y-%m-%d %H:%M:%S}"
        mark = "→" if found.is_current else ""
        if found.summary is None:
            told = f"không đầy đủ / incomplete: {shelf.SUMMARY}"
            table.add_row(mark, found.release_id, built, "", f"{size:.0f}", "", told)
        else:
            rows, checks = sum(found.summary["row_counts"].values()), sum(found.summary["checks"].values())
            changes = _changes(found.summary)
            table.add_row(mark, found.release_id, built, f"{rows:,}", f"{size:.0f}", str(checks), changes)
    out.print(table)
    out.print("→ là bản đang dùng / is the one that is served")
    out.print(
        f"Giữ {shelf.KEEP_NEWEST} bản mới nhất và mọi bản chưa quá {shelf.KEEP_DAYS} ngày. / "
        f"Kept: the newest {shelf.KEEP_NEWEST} and all younger than {shelf.KEEP_DAYS} days."
    )
    out.print("Tiếp theo / Next: make diff FROM=… TO=…, make rollback RELEASE=…")


def _changes(summary: Mapping) -> str:
    """What a release says of its difference to the release that it replaced."""
    if "changes" not in summary:
        return "–"
    if summary["predecessor"] is None:
        return "bản đầu tiên / the first"
    counts = summary["changes"]
    told = f"+{counts['added']:,} −{counts['removed']:,} ≠{counts['changed']:,}"
    return told + (f", {len(counts['structure'])} bảng, cột / tables, columns" if counts["structure"] else "")


def roll_back(environment: Mapping[str, str]) -> None:
    """Makes the release of the option RELEASE current. Raises `Refused` and `Busy`."""
    name = _option(environment, "RELEASE")
    if not name:
        known = "\n".join(f"  {found}" for found in shelf.ids(paths.published_dir())) or "  –"
        raise shelf.Refused(f"Nêu bản phát hành / Name the release: make rollback RELEASE=…\n{known}")
    alone = lock.RunLock("make rollback")
    alone.acquire()
    try:
        before = shelf.roll_back(paths.published_dir(), name)
    finally:
        alone.release()
    if before == name:
        print(f"{name} đang được dùng sẵn; không có gì thay đổi. / is served already; nothing has changed.")
        return
    print(f"Đã kiểm tra {name} theo {shelf.SUMS} và mở được. Từ nay dùng bản này thay cho {before or '–'}.")
    print(f"{name} agrees with its {shelf.SUMS} and opens. It is served now instead of {before or '–'}.")
    print("Tiếp theo: sửa nguyên nhân trước lần chạy tới, vì make run sẽ công bố bản mới từ raw/ như hiện có.")
    print("Next: remedy the cause before the next run, since make run publishes anew from raw/ as it is.")


def show_difference(environment: Mapping[str, str], out: Console) -> None:
    """Compares two releases, by default the current one with its predecessor. Raises `Refused`."""
    before, after = _both(_option(environment, "FROM"), _option(environment, "TO"))
    for found in (before, after):
        if found.summary is None:
            raise shelf.Refused(
                f"Bản phát hành {found.release_id} không đầy đủ ({shelf.SUMMARY}).\n"
                f"Release {found.release_id} is not complete ({shelf.SUMMARY})."
            )
    figures = after.summary.get("figures") or before.summary.get("figures")
    if not figures:
        raise shelf.Refused(
            "Hai bản này được dựng trước khi kho so sánh được số liệu. Chạy: make run, rồi so sánh với bản mới.\n"
            "Both were built before releases could be compared. Run: make run, and compare with the new one."
        )
    given = _option(environment, "OUT")
    name = f"diff_{before.release_id}_{after.release_id}.csv"
    target = Path(given).expanduser() if given else paths.quality_dir() / name
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        databases = [found.folder / shelf.DATABASE for found in (before, after)]
        found = diff.compare(*databases, figures, target)
        lines = diff.first_lines(target, SHOWN_FIGURES)
    except (duckdb.Error, OSError) as error:
        raise shelf.Refused(f"Không so sánh được / Cannot be compared: {error}") from None
    _show(before.release_id, after.release_id, found, lines, out)
    print(f"Tất cả / All of it: {target}")
    if after.summary.get("predecessor") == before.release_id:
        print(f"Cũng nằm trong bản phát hành / Also in the release: {after.folder / DIFF}")


def _both(given_before: str, given_after: str) -> tuple[shelf.Listed, shelf.Listed]:
    """The releases to compare, as named or as is usual."""
    releases = {found.release_id: found for found in shelf.listing(paths.published_dir())}
    listed = ", ".join(releases) or "–"
    for name in (given_before, given_after):
        if name and name not in releases:
            raise shelf.Refused(
                f"Không có bản phát hành nào tên “{name}”. Các bản hiện có: {listed}\n"
                f"There is no release “{name}”. On disk: {listed}"
            )
    after = releases.get(given_after or shelf.current_id(paths.published_dir()) or "")
    if after is None:
        raise shelf.Refused("Chưa có bản phát hành nào. Chạy: make run\nThere is no release yet. Run: make run")
    before = given_before or (after.summary or {}).get("predecessor")
    if before not in releases:
        # The predecessor was not recorded, or is gone: the next older one that is left.
        before = next((name for name in releases if name < after.release_id), None)
    if before is None:
        raise shelf.Refused(
            f"Không còn bản nào trước {after.release_id} để so sánh. Nêu FROM=… Các bản hiện có: {listed}\n"
            f"There is no release before {after.release_id} to compare with. Name FROM=… On disk: {listed}"
        )
    return releases[before], after


def _show(before: str, after: str, found: diff.Difference, lines: list[list[str]], out: Console) -> None:
    out.print(f"{before} → {after}")
    totals = found.totals()
    if not any(totals.values()) and not found.structure:
        out.print("Không có số liệu nào khác nhau. / No figure differs.")
        return
    editions = sorted({key[:2] for key in found.counts}, key=lambda edition: (edition[0], -edition[1]))
    table = Table(box=box.SIMPLE_HEAD)
    table.add_column("Kỳ / Edition")
    for heading in ("Thêm / Added", "Bỏ / Removed", "Đổi / Changed"):
        table.add_column(heading, justify="right")
    for index_code, year in editions[:SHOWN_EDITIONS]:
        counts = [found.counts.get((index_code, year, kind), 0) for kind in diff.CHANGES]
        table.add_row(f"{index_code} {year}", *(f"{n:,}" if n else "" for n in counts))
    if len(editions) > SHOWN_EDITIONS:
        table.add_row(f"… +{len(editions) - SHOWN_EDITIONS} kỳ / editions", "", "", "")
    table.add_section()
    table.add_row("Tất cả / All", *(f"{totals[kind]:,}" for kind in diff.CHANGES))
    out.print(table)
    for text in found.structure:
        out.print(f"  {text}")
    changed = Table(box=box.SIMPLE_HEAD)
    for heading in ("", "Bảng, cột / Table, column", "Của / Of", "Trước / Before", "Sau / After"):
        changed.add_column(heading, overflow="fold")
    for kind, table_name, index_code, year, province_id, component_code, key, column, old, new in lines:
        of = " ".join(part for part in (index_code, year, province_id, component_code, key) if part)
        changed.add_row(kind, f"{table_name.removeprefix('marts.')}.{column}", of, old, new)
    if lines:
        out.print(changed)
    if sum(totals.values()) > len(lines):
        out.print(f"… +{sum(totals.values()) - len(lines):,} dòng / lines")


def main() -> None:
    command = sys.argv[1]
    instance.prepare()
    try:
        if command == "list":
            list_releases(console())
        elif command == "rollback":
            roll_back(os.environ)
        else:
            show_difference(os.environ, console())
    except shelf.Refused as reason:
        print(reason)
        sys.exit(1)
    except lock.Busy as busy:
        print(busy)
        sys.exit(lock.EXIT_BUSY)
    except OSError as error:
        print(f"Không ghi được / Cannot be written: {error.filename} ({error.strerror})")
        sys.exit(1)


if __name__ == "__main__":
    main()
