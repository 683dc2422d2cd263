"""Briefs as files in a folder, of a release's database: which unit is meant, which kind of brief, what it is called."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from orchestration.brief import names, pdf, word
from orchestration.brief.backcast import BackcastBrief
from orchestration.brief.province import Brief
from orchestration.messages import texts
from orchestration.messages.refusals import WrongUse, refused, wrong_use
from orchestration.pages.contents import Contents, Row
from orchestration.pages.language import Language
from orchestration.pages.sources import spans
from orchestration.reference import Reference


@dataclass(frozen=True)
class Asked:
    """Units of one boundary set in one year; `is_scored` says whether the editions of the year are of that set."""

    units: Sequence[Row]
    year: int
    boundary_set: str
    is_scored: bool


def years(contents: Contents) -> list[int]:
    return sorted({year for _, year in contents.editions})


def asked(
    contents: Contents, reference: Reference, t: Language, name: str | None, year: int | None, boundary_set: str | None
) -> Asked:
    """The unit of that name, or all where there is none. Raises `Refused` for a year, a set or a name not held."""
    year = contents.lead[1] if year is None else year
    scored = [edition.boundary_set for (_, held), edition in contents.editions.items() if held == year]
    if not scored:
        raise wrong_use("brief_year_unknown", year=year, years=spans(years(contents)))
    chosen = boundary_set or scored[0]
    is_scored = chosen in scored
    # Figures go over to later boundaries only.
    has_figures = is_scored or any(
        row.boundary_set == chosen and row.province_id in contents.members for row in contents.provinces.values()
    )
    if not has_figures:
        raise wrong_use("brief_set_unknown", boundary_set=chosen, year=year, sets=", ".join(contents.boundary_sets))
    units = contents.units(chosen)
    if name is not None:
        known = names.spellings(contents, reference, chosen)
        unit = names.find(name, known)
        if unit is None:
            near = names.nearest(name, known, contents, t)
            hint = "\n" + texts.shown("brief_nearest", names=", ".join(near)) if near else ""
            raise WrongUse(texts.shown("brief_unknown", name=name[:100], boundary_set=chosen) + hint)
        units = [contents.provinces[unit]]
    return Asked(units, year, chosen, is_scored)


def brief(contents: Contents, t: Language, asked_for: Asked, unit: Row) -> Brief:
    kind = Brief if asked_for.is_scored else BackcastBrief
    return kind(contents, t, unit.province_id, asked_for.year)


def file_name(asked_for: Asked, unit: Row, language: str) -> str:
    """Without its ending: the name without diacritics, the set where it is not that of the year, year and language."""
    parts = [unit.province_key.replace(" ", "-"), str(asked_for.year), language]
    if not asked_for.is_scored:
        parts.insert(1, asked_for.boundary_set)
    return "-".join(parts)


def write(contents: Contents, t: Language, asked_for: Asked, folder: Path) -> Iterator[tuple[Row, list[Path]]]:
    """Both files of each unit, one unit after the other. Raises `Refused` where two pages do not hold one."""
    folder.mkdir(parents=True, exist_ok=True)
    for unit in asked_for.units:
        document = brief(contents, t, asked_for, unit).document()
        stem = file_name(asked_for, unit, t.code)
        try:
            contents_of = {".pdf": pdf.write(document), ".docx": word.write(document)}
        except pdf.TooLong:
            raise refused("brief_too_long", name=unit.province_name_vi) from None
        files = []
        for ending, content in contents_of.items():
            file = folder / f"{stem}{ending}"
            file.write_bytes(content)
            files.append(file)
        yield unit, files
