"""The manifest: what counts as a row, and where files and manifest disagree."""

from orchestration.ingest import manifest

HEADER = ",".join(manifest.COLUMNS)
ROW = "x/2020.csv,{sha},3,1,X,2020,Somebody,2026-11-22"
CONTENT = b"a\nb"


def entries(content: bytes = CONTENT):
    return manifest.parse_manifest(f"{HEADER}\n{ROW.format(sha=manifest.sha256_of(content))}\n")[0]


def test_a_registered_file_is_known():
    assert manifest.check_files({"x/2020.csv": CONTENT}, entries()) == []


def test_unknown_altered_and_missing_files_are_told_with_the_remedy():
    problems = manifest.check_files({"x/2020.csv": b"changed", "x/2021.csv": b""}, entries())
    assert [(p.code, p.file) for p in problems] == [("altered", "x/2020.csv"), ("not_in_manifest", "x/2021.csv")]
    assert all("governance register " in p.text_en and "governance register " in p.text_vi for p in problems)
    assert [p.code for p in manifest.check_files({}, entries())] == ["missing_file"]


def test_rows_that_are_none_are_told_by_line():
    text = f"{HEADER}\n{ROW.format(sha='a')}\n{ROW.format(sha='b')}\nx/1.csv,a,many,1,X,2020,P,2026-11-22\nshort\n"
    found, problems = manifest.parse_manifest(text)
    assert list(found) == ["x/2020.csv"]
    assert [(p.code, p.line) for p in problems] == [("manifest_row", 3), ("manifest_row", 4), ("manifest_row", 5)]


def test_other_columns_are_no_manifest():
    _, problems = manifest.parse_manifest("file,hash\n")
    assert [(p.code, p.line, p.value) for p in problems] == [("manifest_row", 1, "file,hash")]
    assert manifest.parse_manifest("")[1]


def test_files_of_no_edition_and_names_of_no_index_are_told(reference):
    contents = {"x/1999.csv": b"a", "y/2020.csv": b"b", "x/2020.CSV": b"c", "x/02020.csv": b"d", "x/2020.csv": b"e"}
    problems = manifest.check_names(contents, {}, reference)
    assert [(p.file, p.code) for p in problems] == [
        ("x/02020.csv", "unknown_path"),
        ("x/1999.csv", "unknown_edition"),
        ("x/2020.CSV", "unknown_path"),
        ("y/2020.csv", "unknown_path"),
    ]
    assert "x/<year>.csv" in problems[0].text_en


def test_a_row_that_says_otherwise_than_its_path_is_told(reference):
    entry = manifest.Entry("x/2020.csv", "s", 1, 1, "Y", 2021, "P", "2026-11-22")
    problems = manifest.check_names({"x/2020.csv": b"a"}, {"x/2020.csv": entry}, reference)
    assert [(p.code, p.details["column_name"]) for p in problems] == [
        ("manifest_mismatch", "index_code"),
        ("manifest_mismatch", "year"),
    ]
    assert problems[0].text_en.endswith("governance register x/2020.csv")


def test_a_copy_of_another_edition_is_told(reference):
    problems = manifest.check_names({"x/2020.csv": b"a", "x/2021.csv": b"a"}, {}, reference)
    assert [(p.file, p.code, p.value) for p in problems] == [("x/2021.csv", "same_content", "x/2020.csv")]
