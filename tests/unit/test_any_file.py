"""Whatever a file holds, the readers load it or say why not: never a stack trace, a hang, or memory without bound."""

import subprocess
import sys
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from orchestration import paths
from orchestration.ingest import delimited_text, official_table, press_reports
from orchestration.reference import Reference, fold_name

REFERENCE = Reference(paths.seeds_dir())
PAPI = (paths.REPOSITORY / "raw" / "papi" / "2024.csv").read_text(encoding="utf-8")
NAMES = sorted({row["alias"] for row in REFERENCE._rows("province_aliases")})
# What spoils files, among what they should hold.
CELLS = st.one_of(
    st.sampled_from(NAMES),
    st.decimals(min_value=-5, max_value=110, places=4).map(str),
    st.sampled_from(
        [
            "",
            "-",
            "n/a",
            "NaN",
            "Infinity",
            "1e5",
            "1,5",
            "1.234,5",
            "12.5 %",
            "=1+1",
            "'",
            '"',
            "{{ x }}",
            "{0}",
            "'; drop table x;--",
            "../../etc/passwd",
            "Cả nước",
            "\u202e",
            "\x00",
            "9" * 400,
            "%s",
            "\\",
            "\ufeff",
        ]
    ),
    st.text(max_size=12),
)
SEPARATORS = st.sampled_from([",", ";", "\t"])
ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1258", "latin-1"])
# How many, the profile says (tests/conftest.py): 2,000 files in all in the full tier, each read as every kind of file.
FILES = settings(deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


def outcome(content: bytes) -> None:
    """Reads the same bytes as a full table, as reports and as a list of documents."""
    results = [
        official_table.read_table(content, "papi/2024.csv", "s", "PAPI", 2024, REFERENCE),
        official_table.read_table(content, "par_index/2024.csv", "s", "PAR", 2024, REFERENCE),
        press_reports.read_sources(content, "sources.csv", "s", REFERENCE),
        press_reports.read_claims(content, "press/reported_claims.csv", "s", REFERENCE, {"a"}),
    ]
    for kind in press_reports.KINDS:
        edition = ("PAR", 2024) if kind == press_reports.SCORES else None
        results.append(press_reports.read_reported(content, "press/x.csv", "s", kind, REFERENCE, {"a"}, edition))
    for loaded, problems in results:
        assert bool(loaded) != bool(problems)
        for problem in problems:
            assert problem.text_vi and problem.text_en
            assert all(letter.isprintable() for letter in problem.text_vi + problem.text_en)
    for cell in results[0][0] + results[1][0]:
        assert cell.value == "" or Decimal(cell.value).is_finite()


@FILES
@given(st.binary(max_size=3000))
@example(b"")
@example(b"\xff\xfe")
@example(b"\xef\xbb\xbf")
@example(b"\x00" * 50)
@example(b'"')
@example(b"\r\r\r")
def test_any_bytes(content):
    outcome(content)


@FILES
@given(st.lists(st.lists(CELLS, max_size=8), max_size=8), SEPARATORS, ENCODINGS, st.sampled_from(["\n", "\r\n", "\r"]))
def test_any_cells(rows, separator, encoding, newline):
    outcome(newline.join(separator.join(row) for row in rows).encode(encoding, errors="replace"))


@FILES
@given(
    st.integers(0, len(PAPI) - 1),
    st.integers(0, 40),
    st.one_of(CELLS, st.text(alphabet='",;\t\n\r', max_size=3)),
    ENCODINGS,
)
def test_a_real_table_with_a_piece_replaced(at, length, piece, encoding):
    outcome((PAPI[:at] + piece + PAPI[at + length :]).encode(encoding, errors="replace"))


@FILES
@given(
    st.sampled_from([*press_reports.KINDS, press_reports.CLAIMS]),
    st.lists(st.lists(CELLS, min_size=5, max_size=12), min_size=1, max_size=6),
    st.booleans(),
)
def test_any_rows_below_the_right_headings(kind, rows, is_real_edition):
    layout = REFERENCE.reported_layout(kind)
    headings = list(layout.required.values())
    lines = [headings]
    for row in rows:
        cells = (row + [""] * len(headings))[: len(headings)]
        if is_real_edition:
            cells[:2] = ["PAR", "2024"]
        lines.append(cells)
    outcome("\n".join(";".join(cell.replace(";", "") for cell in line) for line in lines).encode("utf-8", "replace"))


@FILES
@given(st.decimals(min_value=0, max_value=100, places=2), st.sampled_from([",", "."]), st.booleans())
def test_a_number_is_read_as_it_was_written(number, mark, is_percent):
    printed = str(number).replace(".", mark) + ("%" if is_percent else "")
    value, problem = delimited_text.read_number(
        printed, Decimal(0), Decimal(100), lambda *_, **__: None, is_percent=True
    )
    assert problem is None and value == str(number)


@FILES
@given(st.text(max_size=30))
def test_names_fold_to_plain_letters(name):
    folded = fold_name(name)
    assert folded.isascii() and fold_name(folded) == folded


LARGEST = """
import resource, sys
limit = 1_000_000_000
resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
from orchestration import paths
from orchestration.ingest import official_table
from orchestration.ingest import delimited_text
from orchestration.reference import Reference
content = {
    "separators": b"," * delimited_text.MAX_BYTES,
    "newlines": b"\\n" * delimited_text.MAX_BYTES,
    "quotes": b'"' * delimited_text.MAX_BYTES,
    "rows": b"a,b\\n" * (delimited_text.MAX_BYTES // 4),
    "one cell": b"\\xc4\\x91" * (delimited_text.MAX_BYTES // 2),
    "names": ("Tỉnh,Điểm\\n" + "Không Có Tỉnh Này,1\\n" * (delimited_text.MAX_ROWS - 1)).encode(),
    "long names": ("Tỉnh,Điểm\\n" + (chr(7840) * 700 + ",1\\n") * 2000).encode(),
}[sys.argv[1]]
_, problems = official_table.read_table(content, "par_index/2024.csv", "s", "PAR", 2024, Reference(paths.seeds_dir()))
print(problems[0].code, len(problems))
"""


@pytest.mark.parametrize(
    ("content", "outcome"),
    [
        ("separators", "too_many_columns 1"),
        ("newlines", "empty 1"),
        ("quotes", "csv 1"),
        ("rows", "too_many_rows 1"),
        ("one cell", "csv 1"),
        ("names", "unknown_province 20000"),
        ("long names", "unknown_province 2001"),
    ],
)
def test_the_largest_files_take_bounded_memory_and_time(content, outcome):
    """Files at the limit of size, of what makes most of it, in a process that may not take more than 1 GB and 60 s."""
    command = [sys.executable, "-c", LARGEST, content]
    finished = subprocess.run(command, cwd=paths.REPOSITORY, capture_output=True, text=True)
    assert finished.stdout.strip() == outcome, finished.stderr[-2000:]
