"""`governance brief`: two pages on a province, as PDF and as a Word file, from the release that is served."""

from pathlib import Path

from orchestration import paths
from orchestration.brief import writing
from orchestration.brief.province import plain
from orchestration.cli import exits
from orchestration.messages import texts
from orchestration.messages.refusals import refused, wrong_use
from orchestration.pages.contents import Contents, Row
from orchestration.pages.language import Language, first_small
from orchestration.reference import Reference
from orchestration.release.shelf import DATABASE


def run(province: str | None, year: int | None, boundary_set: str | None, all_provinces: bool, out: Path | None) -> int:
    """Writes the brief of a province, or of every one; returns the exit code. Raises `Refused`."""
    if all_provinces and province is not None:
        raise wrong_use("brief_not_both")
    if not all_provinces and not (province or "").strip():
        raise wrong_use("brief_which")
    database = paths.current_link() / DATABASE
    if not database.exists():
        raise refused("no_release")
    folder = out or paths.briefs_dir()
    # A brief is in one language; what is not chosen is Vietnamese.
    t = Language(texts.chosen()[0])
    contents = Contents(database)
    try:
        reference = Reference(paths.seeds_dir())
        asked = writing.asked(contents, reference, t, province, year, boundary_set)
        if all_provinces:
            written = []
            for unit, files in writing.write(contents, t, asked, folder):
                # One after the other, so that nobody takes the wait for a hang.
                print(f"  {plain(t.name(unit))}", flush=True)
                written.append(files)
            n_files = sum(map(len, written))
            print(texts.shown("brief_written_all", n=len(written), files=n_files, folder=folder.absolute()))
        else:
            for unit, files in writing.write(contents, t, asked, folder):
                _tell(contents, t, asked, unit)
                for file in files:
                    print(f"{texts.label('written')}: {file.absolute()}")
    finally:
        contents.close()
    print(texts.shown("brief_next_steps"))
    return exits.WELL


def _tell(contents: Contents, t: Language, asked: writing.Asked, unit: Row) -> None:
    """What the reader of the brief should know before: whose it is, and what it cannot hold."""
    brief = writing.brief(contents, t, asked, unit)
    shown = plain(brief.name)
    if not asked.is_scored:
        print(texts.shown("brief_backcast_told", name=shown, boundary_set=asked.boundary_set, year=asked.year))
        return
    row = brief.rows[brief.main]
    if row.score is None:
        reasons = {
            f"reason_{language}": first_small(getattr(row, f"missing_reason_{language}"))
            for language in texts.LANGUAGES
        }
        print(
            texts.shown(
                "brief_no_total_told", name=shown, index=brief.index_name(brief.main), year=asked.year, **reasons
            )
        )
