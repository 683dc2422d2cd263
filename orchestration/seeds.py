"""The seeds as files that people edit: the columns of each, what a cell may hold, and the rows, or what is wrong where.

Only the form of one file belongs here. What rows mean is up to `reference`, and whether they agree to
`ingest.seed_checks`.
"""

import csv
import datetime
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from orchestration.file_bytes import read_regular
from orchestration.messages.problems import Problem, report
from orchestration.messages.refusals import Refused
from orchestration.messages.texts import text

Row = dict[str, str]
# Far more than people edit.
MAX_BYTES = 10_000_000

# Columns by seed; those with a question mark may be blank.
COLUMNS = {
    "acknowledged_anomalies": "check_name index_code year province_id component_code reason_vi reason_en evidence",
    "change_measures": "measure change_measure tolerance",
    "claim_measures": "measure value_kind is_target has_gap figure_measure change_of? checked_by comparison "
    "total_kind? name_vi name_en",
    "component_breaks": "index_code component_code year break_kind is_rank_comparable note_vi note_en evidence",
    "components": "index_code component_code parent_component_code? level first_year last_year? name_vi name_en "
    "short_name_vi? short_name_en? min_score max_score? aggregation",
    "copied_places": "source_id document_place copy_of",
    "coverage_reductions": "index_code year province_id lost reason_vi reason_en",
    "edition_score_groups": "index_code year group_code group_size? size_source_id? lower_bound? bound_source_id? "
    "size_measure?",
    "editions": "index_code year boundary_set as_of_date units_expected units_scored is_pilot is_table_required",
    "figure_corrections": "index_code year subject component_code measure scope stated_values value reason_vi "
    "reason_en evidence",
    "indices": "index_code raw_folder name_vi name_en publisher_vi publisher_en unit default_group_rule? short_name? "
    "subject_vi? subject_en? dimension_vi? dimension_en?",
    "layouts": "index_code first_year last_year? heading role is_required",
    "map_tiles": "province_id tile_row tile_column tile_name_vi? tile_name_en?",
    "measure_names": "measure name_vi name_en",
    "plausibility_limits": "check_name index_code kind unit limit_value? most_extreme? seen_in? min_units note_vi "
    "note_en",
    "province_aliases": "boundary_set alias province_id kind",
    "province_succession": "predecessor_id successor_id effective_date population_share legal_basis",
    "provinces": "province_id boundary_set official_code name_vi name_en unit_type region_code iso_3166_2? "
    "population_2019? valid_from valid_to? text_name_vi? text_name_en?",
    "publication_calendar": "index_code years_after due_month note_vi note_en",
    "publisher_names": "publisher name_vi name_en?",
    "regions": "region_code boundary_set region_order name_vi name_en legal_basis?",
    "reported_layouts": "kind heading role is_required",
    "reported_measures": "kind measure value_kind adds_up_to?",
    "reported_subjects": "subject subject_type measure",
    "resolution_rules": "resolution_rule priority is_strong explanation_vi explanation_en",
    "score_groups": "index_code group_code group_order name_vi name_en short_name_vi short_name_en",
    "source_kinds": "kind trust_tier",
    "source_notes": "note note_vi",
    "stated_scales": "index_code year province_id component_code max_points note_vi note_en evidence",
    "summary_row_names": "name",
    "table_origins": "raw_file kind trust_tier note_vi note_en",
    "targets": "target_id index_code year province component_code? measure scope? target_value source? note?",
    "text_words": "kind stands_for? language words",
    "unscored_units": "index_code year province_id component_code reason_vi reason_en",
}
_YEARS = {"year", "first_year", "last_year"}
_INTEGERS = {
    *("units_expected", "units_scored", "group_size", "group_order", "population_2019", "tile_row", "tile_column"),
    *("trust_tier", "region_order", "priority", "years_after", "due_month", "min_units"),
}
_DATES = {"as_of_date", "effective_date", "valid_from", "valid_to"}
_DECIMALS = {
    *("min_score", "max_score", "lower_bound", "max_points", "population_share", "tolerance", "value"),
    *("limit_value", "most_extreme"),
}
# What the readers and the checks tell apart.
WORDS = {
    ("component_breaks", "break_kind"): ("none", "soft", "hard"),
    ("components", "aggregation"): ("as_published", "sum_of_parts"),
    ("coverage_reductions", "lost"): ("total", "rank", "change", "group", "mean"),
    ("plausibility_limits", "kind"): ("at_most", "at_least", "off"),
    ("plausibility_limits", "unit"): ("number", "share"),
    ("provinces", "unit_type"): ("municipality", "province"),
}
_COMMA = re.compile(r"-?[0-9]+,[0-9]+")


@dataclass(frozen=True)
class SeedProblem(Problem):
    """One thing wrong with a seed. `file` is the seed's name."""

    def location(self, language: str) -> str:
        found = f"dbt_project/seeds/{self.file}.csv"
        if self.line is not None:
            found += f", {text('line', language)} {self.line}"
        if self.column is not None:
            found += f", {text('column', language)} {self.column}"
        return found


class SeedsRefused(Refused):
    """A seed cannot be read. The message has every problem of it."""

    def __init__(self, problems: list[SeedProblem]) -> None:
        self.problems = problems
        super().__init__(report(problems))


def columns_of(seed: str) -> list[str]:
    return [column.removesuffix("?") for column in COLUMNS[seed].split()]


def read(folder: Path, seed: str) -> list[Row]:
    """Rows of a seed, each on a line of its own from the second. Raises `SeedsRefused`."""
    try:
        content = read_regular(folder / f"{seed}.csv", MAX_BYTES)
    except OSError as error:
        raise SeedsRefused([SeedProblem("seed_unreadable", seed, value=error.strerror or "–")]) from None
    try:
        decoded = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise SeedsRefused([SeedProblem("seed_encoding", seed, line, value=f"0x{content[error.start]:02x}")]) from None
    rows, problems = _rows(decoded, seed)
    if problems:
        raise SeedsRefused(problems)
    return rows


def _rows(decoded: str, seed: str) -> tuple[list[Row], list[SeedProblem]]:
    reader = csv.reader(io.StringIO(decoded, newline=""), strict=True)
    expected = columns_of(seed)
    rows: list[Row] = []
    problems = []
    try:
        header = next(reader, [])
        if sorted(header) != sorted(expected):
            separated = [column.strip() for column in re.split(r"[;\t|]", ",".join(header))]
            code = "seed_separator" if len(header) == 1 < len(separated) else "seed_columns"
            value = ", ".join(sorted(set(header) ^ set(expected))) or ", ".join(header)
            return [], [SeedProblem(code, seed, 1, value=value, details={"expected": ",".join(expected)})]
        end = reader.line_num
        for cells in reader:
            line, end = end + 1, reader.line_num
            if len(cells) != len(header):
                details = {"expected": len(header)}
                problems.append(SeedProblem("seed_cells", seed, line, value=str(len(cells)), details=details))
            elif end > line:
                problems.append(SeedProblem("seed_lines", seed, line))
                break
            rows.append(dict(zip(header, cells, strict=False)))
    except csv.Error as error:
        problems.append(SeedProblem("seed_quotes", seed, reader.line_num, value=str(error)))
    return rows, problems or list(cells_refused(seed, rows))


def cells_refused(seed: str, rows: list[Row]) -> Iterator[SeedProblem]:
    """A problem for every cell that its column does not take."""
    forms = [(name.removesuffix("?"), name.endswith("?")) for name in COLUMNS[seed].split()]
    for line, row in enumerate(rows, start=2):
        for column, may_be_blank in forms:
            cell = row[column]
            if not cell and may_be_blank:
                continue
            code, details = _refusal(seed, column, cell)
            if code:
                yield SeedProblem(code, seed, line, column, cell, details)


def _refusal(seed: str, column: str, cell: str) -> tuple[str, dict[str, object]]:
    """Why a cell is refused, as a code and its details; a blank code where it is not."""
    if not cell.strip():
        return "seed_blank", {}
    # dbt reads the word as a blank.
    if cell != cell.strip() or not cell.isprintable() or cell.lower() == "null":
        return "seed_text", {}
    if (seed, column) in WORDS:
        words = WORDS[seed, column]
        return ("", {}) if cell in words else ("seed_word", {"expected": ", ".join(words)})
    for columns, code, is_good in _FORMS:
        if columns(column):
            if is_good(cell):
                return "", {}
            return ("seed_comma", {"expected": cell.replace(",", ".")}) if _COMMA.fullmatch(cell) else (code, {})
    return "", {}


def _is_date(cell: str) -> bool:
    try:
        return datetime.date.fromisoformat(cell).isoformat() == cell
    except ValueError:
        return False


def _is_form(pattern: str) -> Callable[[str], bool]:
    return lambda cell: re.fullmatch(pattern, cell) is not None


_FORMS: tuple[tuple[Callable[[str], bool], str, Callable[[str], bool]], ...] = (
    (_YEARS.__contains__, "seed_year", _is_form("(19|20)[0-9]{2}")),
    (_INTEGERS.__contains__, "seed_integer", _is_form("[0-9]{1,9}")),
    (_DECIMALS.__contains__, "seed_decimal", _is_form(r"-?[0-9]{1,4}(\.[0-9]{1,6})?")),
    (_DATES.__contains__, "seed_iso_date", _is_date),
    (lambda column: column.startswith(("is_", "has_")), "seed_boolean", ("true", "false").__contains__),
)
