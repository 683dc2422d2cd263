"""`governance check-claims`: what a text says of the indices, held against the build by the same models as in a run.

The claims stand in a copy of the build file and nowhere else, and are no observations there, so that no claim
supports itself. Neither the build nor a release is touched.
"""

import csv
import io
import shutil
import tempfile
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
from rich.console import Console

from orchestration import file_bytes, paths, spreadsheet
from orchestration.cli import exits, terminal
from orchestration.cli.terminal import Column
from orchestration.file_bytes import sha256_of
from orchestration.importing import workbook
from orchestration.ingest import delimited_text, load, press_reports
from orchestration.messages import texts
from orchestration.messages.problems import report
from orchestration.messages.refusals import Refused, refused, wrong_use
from orchestration.reference import Reference, fold_name
from orchestration.release import passed_checks
from orchestration.transform import claim_models

VERDICTS = ("confirmed", "contradicted", "conflicting", "unverifiable", "met", "missed", "out_of_scope")
# The claims as they are written, and what they are shown by.
_CHECKED = (
    "select claims.*, indices.short_name, "
    + ", ".join(
        f"case when claims.subject_type = 'province' then named.province_name_{language} "
        f"when claims.scope = 'region' then named.scope_value_name_{language} end as subject_{language}, "
        f"named.measure_name_{language}, named.verdict_name_{language}, "
        f"case when claims.component_code <> 'total' then named.component_name_{language} "
        f"when claims.scope = 'group' then named.scope_value_name_{language} end as part_{language}"
        for language in ("vi", "en")
    )
    + ", sources.source_id is not null as is_source_known from marts.fct_reported_claim as claims "
    "inner join bi.claims as named using (claim_id) "
    "left join marts.dim_index as indices on claims.index_code = indices.index_code "
    "left join marts.dim_source as sources on claims.source_id = sources.source_id"
)
# In the list of measures, for those that name a score.
_THRESHOLD = 90
_WHOLE = {"rank": "42", "count": "3"}
# What a text must be corrected for.
FINDING = "contradicted"

Row = dict[str, Any]


def read(file: Path) -> list[dict[str, str]]:
    """The claims of a file. Raises `Refused` with everything that is wrong with it."""
    try:
        content = file_bytes.read_regular(file, delimited_text.MAX_BYTES)
    except file_bytes.TooLarge:
        raise refused("claims_too_large", file=file, expected=delimited_text.MAX_BYTES) from None
    except file_bytes.NotRegular:
        raise wrong_use("claims_not_a_file", file=file) from None
    except (OSError, ValueError) as error:
        raise wrong_use("claims_unreadable", file=file, why=getattr(error, "strerror", None) or error) from None
    reference = Reference(paths.seeds_dir())
    if workbook.is_workbook(content):
        content = _as_csv(content, file, reference)
    rows, problems = press_reports.read_claims(content, str(file), sha256_of(content), reference, None)
    if problems:
        # Messages speak of files below raw/, where this one does not lie.
        listed = report(problems).replace(f"raw/{file}", str(file))
        raise Refused(f"{listed}\n\n{texts.shown('claims_wrong', n=len(problems))}")
    return rows


def _as_csv(content: bytes, file: Path, reference: Reference) -> bytes:
    """The sheet of a workbook that has most headings of claims, a line for each of its rows."""
    try:
        sheets = workbook.read_workbook(content)
    except workbook.Unopened:
        raise refused("claims_workbook", file=file) from None
    roles = reference.reported_layout(press_reports.CLAIMS).roles

    def known(row: list[str]) -> int:
        return sum(fold_name(cell) in roles for cell in row if cell)

    rows = max((sheet.rows for sheet in sheets), key=lambda rows: max(map(known, rows), default=0), default=[])
    header = max(range(len(rows)), key=lambda i: known(rows[i]), default=0)
    if not rows or not known(rows[header]):
        raise refused("claims_no_headings", file=file)
    target = io.StringIO(newline="")
    # Titles above the headings become blank lines, so that lines are counted as in the workbook.
    body = [[] if i < header else [delimited_text.clean(cell) for cell in row] for i, row in enumerate(rows)]
    csv.writer(target, lineterminator="\n").writerows(body)
    return target.getvalue().encode()


def list_measures(as_json: bool = False) -> int:
    """Prints what a claim may state: each measure with its name, its kind of value and an example."""
    reference = Reference(paths.seeds_dir())
    language = texts.single()
    rows = []
    for measure, kind in reference.claim_measures.items():
        name = reference.claim_measure_names[measure][texts.LANGUAGES.index(language)]
        has_threshold = "{threshold}" in name
        example = "change" if kind == "number" and measure.endswith(press_reports.COMPARED) else kind
        rows.append(
            {
                "measure": f"{measure}_{_THRESHOLD}" if has_threshold else measure,
                "name": name.format(threshold=_THRESHOLD, dimension=texts.one("claims_dimension")),
                "kind": texts.one(f"claims_kind_{kind}"),
                "example": _WHOLE.get(kind) or texts.one(f"claims_example_{example}"),
            }
        )
    if as_json:
        terminal.show_json({"measures": rows})
    else:
        headings = ("measure", "name", "kind", "example")
        widths = {"name": 32, "example": 24}
        columns = [Column(texts.one(f"claims_list_{each}"), wraps=widths.get(each, 0)) for each in headings]
        terminal.show_rows(terminal.console(), columns, [list(row.values()) for row in rows])
    return exits.WELL


def check(rows: list[dict[str, str]]) -> list[Row]:
    """The claims with their verdicts, in the order of the file. Raises `Refused` where there is no checked build."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / paths.build_file().name
        try:
            shutil.copyfile(paths.build_file(), copy)
            # Asked of the build after it was copied: what was copied is what has passed.
            passed_checks.checks_passed()
            models = paths.claim_models_file().read_text(encoding="utf-8")
        except (FileNotFoundError, passed_checks.NotChecked):
            raise refused("claims_no_build") from None
        load.load_claims(copy, rows)
        claim_models.run(copy, models)
        with duckdb.connect(copy, read_only=True) as connection:
            found = connection.execute(_CHECKED)
            columns = [column for column, *_ in found.description]
            checked = {row["claim_id"]: row for row in (dict(zip(columns, r, strict=True)) for r in found.fetchall())}
    return [{"subject": row["subject"], **checked[row["claim_id"]]} for row in rows]


def show(rows: list[Row], out: Console) -> None:
    """A line for each claim with its sentence, and how many there are of each verdict."""
    columns = [
        Column(texts.shown("claims_claim")),
        Column(texts.shown("claims_about"), wraps=16),
        Column(texts.shown("claims_claimed"), is_right=True),
        Column(texts.shown("claims_ours"), is_right=True),
        Column(texts.shown("claims_verdict"), wraps=12),
        Column(texts.shown("claims_explanation"), wraps=36),
    ]
    cells = [
        [
            row["claim_id"],
            about(row),
            lines(row, "claimed"),
            lines(row, "warehouse"),
            lines(row, "verdict_name"),
            "\n".join(row[f"explanation_{language}"] for language in texts.chosen()) + "\n",
        ]
        for row in rows
    ]
    terminal.show_rows(out, columns, cells)
    show_counts(rows, out)
    if unknown := unknown_sources(rows):
        out.print("\n" + texts.shown("claims_unknown_sources", sources=", ".join(unknown)), soft_wrap=True)


def show_counts(rows: list[Row], out: Console) -> None:
    """How many claims there are of each verdict."""
    counts = Counter(row["verdict"] for row in rows)
    names = {row["verdict"]: lines(row, "verdict_name").lower().replace("\n", " / ") for row in rows}
    for verdict in VERDICTS:
        if counts[verdict]:
            out.print(f"  {counts[verdict]:4}  {names[verdict]}")


def about(row: Row) -> str:
    """Index, year, subject and measure of a claim, in the language chosen."""
    return "\n".join(dict.fromkeys(about_in(row, language) for language in texts.chosen()))


def about_in(row: Row, language: str) -> str:
    if not row["index_code"]:
        return "–"
    whole = row["subject"] if row["subject_type"] == "province" else texts.text("claims_national", language)
    part = f" – {row[f'part_{language}']}" if row[f"part_{language}"] else ""
    subject = row[f"subject_{language}"] or whole
    measure = row[f"measure_name_{language}"]
    return f"{row['short_name']} {row['year']}, {subject}: {measure[0].lower()}{measure[1:]}{part}"


def lines(row: Row, column: str) -> str:
    return "\n".join(dict.fromkeys(row[f"{column}_{language}"] or "–" for language in texts.chosen()))


def unknown_sources(rows: list[Row]) -> list[str]:
    """Documents that the project does not know: it cannot know either what copies them."""
    return list(dict.fromkeys(row["source_id"] for row in rows if not row["is_source_known"]))


def columns(row: Row) -> list[str]:
    """Those of marts.fct_reported_claim, of all that a row has."""
    names = list(row)
    return names[names.index("claim_id") : names.index("is_target") + 1]


def _document(rows: list[Row], target: Path) -> dict[str, Any]:
    """The claims for programs: every column of marts.fct_reported_claim, figures as numbers."""
    counts = Counter(row["verdict"] for row in rows)
    return {
        "claims": [
            {column: float(row[column]) if isinstance(row[column], Decimal) else row[column] for column in columns(row)}
            for row in rows
        ],
        "counts": {verdict: counts[verdict] for verdict in VERDICTS},
        "unknown_sources": unknown_sources(rows),
        "written": str(target),
    }


def write(rows: list[Row], file: Path) -> None:
    """All columns as CSV, in an encoding that spreadsheets detect."""
    file.parent.mkdir(parents=True, exist_ok=True)
    names = columns(rows[0]) if rows else []
    with file.open("w", encoding=spreadsheet.ENCODING, newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(names)
        writer.writerows([spreadsheet.neutral(row[column]) for column in names] for row in rows)


def run(file: Path | None, out: Path | None, as_json: bool = False) -> int:
    """Checks the claims of a file and writes them with their verdicts; returns the exit code. Raises `Refused`."""
    if file is None:
        raise wrong_use("claims_no_file")
    target = out or paths.quality_dir() / "claims_checked.csv"
    if target.resolve() == file.resolve():
        raise wrong_use("claims_same_file")
    with terminal.nothing_but_json(as_json):
        rows = check(read(file))
    try:
        write(rows, target)
    except OSError as error:
        raise wrong_use("claims_not_written", file=target, why=error.strerror) from None
    if as_json:
        terminal.show_json(_document(rows, target))
    else:
        show(rows, terminal.console())
        print("\n" + texts.shown("claims_done", file=target))
    return exits.FOUND if any(row["verdict"] == FINDING for row in rows) else exits.WELL
