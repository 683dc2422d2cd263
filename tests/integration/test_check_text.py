"""`governance check-text`: from a text to verdicts, by the models of the run."""

import csv
import json
import subprocess
import sys

import duckdb
import pytest
import yaml

from orchestration import paths
from orchestration.cli import text
from orchestration.reading.documents import paragraphs
from orchestration.reading.reader import Reader
from orchestration.reference import Reference
from tests.unit.reading.articles import FILES, FOLDER

TEXT = (
    "Năm 2023, Chỉ số PAR INDEX của Hải Phòng đạt 91,81%, xếp thứ 2/63 tỉnh, thành phố. "
    "Chỉ số PAPI của thành phố đạt gần 42 điểm. Hội nghị có 120 đại biểu.\n"
)
MADE = {
    name: made
    for file in sorted((paths.REPOSITORY / "tests" / "texts").glob("*.yml"))
    for name, made in yaml.safe_load(file.read_text(encoding="utf-8")).items()
}


def check(built, *options, language=None, given=None):
    words = ["--lang", language] if language else []
    return subprocess.run(
        [sys.executable, "-m", "orchestration", *words, "check-text", *map(str, options)],
        cwd=paths.REPOSITORY,
        env={**built.workplace.environment, "COLUMNS": "200"},
        input=given,
        capture_output=True,
        text=True,
        timeout=120,
    )


@pytest.fixture
def reader(built, monkeypatch) -> Reader:
    monkeypatch.setenv("GOVERNANCE_DATA_DIR", str(built.workplace.data))
    return Reader(Reference(paths.seeds_dir()))


def test_each_figure_of_a_text_has_a_verdict_a_question_or_a_reason(built, tmp_path):
    file, table, page = tmp_path / "speech.txt", tmp_path / "out.csv", tmp_path / "out.html"
    file.write_text(TEXT, encoding="utf-8")
    before = built.workplace.build_file.stat().st_mtime_ns
    finished = check(built, file, "--csv", table, "--html", page, language="vi")
    assert finished.returncode == 1, finished.stdout + finished.stderr
    for told in (
        "đạt 91,81%",
        "Không đúng",
        "xếp thứ 2/63 tỉnh, thành phố",
        "con số chính xác là bao nhiêu?",
        "số lượng người, thủ tục hoặc việc khác: 120 đại biểu",
        "2 phát biểu được đối chiếu, 1 còn câu hỏi, 2 ngoài phạm vi, 0 số chưa hiểu.",
    ):
        assert told in finished.stdout, told
    with table.open(encoding="utf-8-sig") as handle:
        rows = list(csv.DictReader(handle))
    assert [(row["measure"], row["verdict"]) for row in rows] == [("score", "contradicted"), ("rank", "confirmed")]
    assert built.workplace.build_file.stat().st_mtime_ns == before
    html = page.read_text(encoding="utf-8")
    assert '<mark class="read contradicted">đạt 91,81%</mark>' in html
    assert '<mark class="read question">đạt gần 42 điểm</mark>' in html
    assert '<mark class="read out_of_scope">120 đại biểu</mark>' in html
    # One file that needs no other.
    assert "src=" not in html and 'href="#' in html and "<link" not in html and "url(data:font" in html


def test_from_standard_input_as_json(built):
    finished = check(built, "-", "--json", given=TEXT)
    answer = json.loads(finished.stdout)
    assert answer["counts"]["contradicted"] == 1 and answer["counts"]["confirmed"] == 1
    assert answer["statuses"] == {"claim": 2, "question": 1, "out_of_scope": 2, "not_understood": 0}
    first = next(figure for figure in answer["figures"] if figure["status"] == "claim")
    assert TEXT[first["start"] : first["end"]] == first["text"] == "đạt 91,81%"
    assert first["claims"][0]["warehouse_value"] == 91.87
    asked = next(figure for figure in answer["figures"] if figure["status"] == "question")
    assert asked["questions"][0]["code"] == "approximate" and asked["questions"][0]["claim"]["value"] == "42"


def test_what_cannot_be_read_has_one_message(built, tmp_path):
    empty, word = tmp_path / "empty.txt", tmp_path / "speech.docx"
    empty.write_text("\n \n", encoding="utf-8")
    word.write_bytes(b"no zip")
    for options, code, told in (
        ([tmp_path / "none.txt"], 2, "Check the path"),
        ([empty], 1, "there is no text in it"),
        ([word], 1, "save it as .docx"),
        ([empty, "--csv", empty], 2, "choose another name"),
    ):
        finished = check(built, *options, language="en")
        assert finished.returncode == code and told in finished.stderr, finished.stdout + finished.stderr
        assert "Traceback" not in finished.stderr and len(finished.stderr.strip().splitlines()) == 1


def test_a_text_without_figures_is_well(built):
    finished = check(built, "-", given="Hôm nay trời đẹp.", language="en")
    assert finished.returncode == 0 and "The text states no figure of the indices." in finished.stdout


def test_no_true_figure_of_the_made_texts_is_contradicted(reader):
    """A verdict of contradicted there would come from a misreading."""
    figures = {name: reader.read(made["text"].splitlines()) for name, made in MADE.items()}
    judged = text.judge([figure for read in figures.values() for figure in read], "made")
    places = iter(judged)
    for name, read in figures.items():
        verdicts = [(row["verdict"], row["explanation_en"]) for one in (next(places) for _ in read) for row in one.rows]
        wrong = [sentence for verdict, sentence in verdicts if verdict in ("contradicted", "conflicting")]
        assert bool(wrong) == MADE[name].get("is_false", False), (name, wrong)


@pytest.mark.skipif(not FOLDER.is_dir(), reason=f"the articles are not at {FOLDER} (GOVERNANCE_TEXTS)")
@pytest.mark.parametrize("source", FILES)
def test_of_the_articles_only_what_a_person_found_wrong_is_contradicted(built, reader, source):
    content = (FOLDER / FILES[source]).read_bytes()
    judged = text.judge(reader.read(paragraphs(content, FILES[source])), source)
    keys = ("index_code", "year", "province_id", "measure", "component_code", "claimed_value")
    found = {tuple(row[key] for key in keys) for one in judged for row in one.rows if row["verdict"] == "contradicted"}
    with duckdb.connect(built.workplace.build_file, read_only=True) as connection:
        by_hand = connection.execute(
            f"select {', '.join(keys)} from marts.fct_reported_claim where verdict = 'contradicted' and source_id = ?",
            [source],
        ).fetchall()
    assert found <= set(by_hand)
