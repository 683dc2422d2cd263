"""What every sentence of the release keeps to: figures, documents, indices and provinces as readers write them."""

import re

import duckdb
import pytest

from orchestration import paths
from orchestration.reference import Reference

# Names and titles are not sentences: they stand as they were given.
NAMES = ("name_vi", "name_en", "missing_units_vi", "missing_units_en")


@pytest.fixture(scope="module")
def sentences(built):
    """Distinct sentences by language, each with the table and column that it stands in. Addresses are left out."""
    found = {"vi": {}, "en": {}}
    with duckdb.connect(built.workplace.current / "governance.duckdb", read_only=True) as connection:
        columns = connection.sql(
            "select schema_name || '.' || table_name, column_name from duckdb_columns() "
            "where schema_name in ('marts', 'bi') and data_type = 'VARCHAR' and column_name similar to '.*_(vi|en)'"
        ).fetchall()
        for table, column in columns:
            if not column.endswith(NAMES):
                for (said,) in connection.sql(f"select distinct {column} from {table}").fetchall():
                    found[column[-2:]][re.sub(r"https?://\S+", "", said or "")] = f"{table}.{column}"
    assert len(found["vi"]) > 100 and len(found["en"]) > 100
    return found


def test_a_vietnamese_sentence_has_decimal_commas(sentences):
    components = {component.code for component in Reference(paths.seeds_dir()).components}
    assert {
        said: place
        for said, place in sentences["vi"].items()
        # A title is quoted as it is.
        if [number for number in re.findall(r"\d+\.\d+", re.sub("“.*”", "", said)) if number not in components]
    } == {}


def test_a_sentence_names_documents_and_no_ids(sentences, built):
    with duckdb.connect(built.workplace.current / "governance.duckdb", read_only=True) as connection:
        ids = {source for (source,) in connection.sql("select source_id from marts.dim_source").fetchall()}
    for said in sentences.values():
        assert {text: place for text, place in said.items() if ids & set(re.findall(r"\w+", text))} == {}


def test_a_sentence_calls_an_index_by_its_name(sentences):
    for said in sentences.values():
        assert {text: place for text, place in said.items() if re.search(r"\bPAR \d", text)} == {}


def test_a_vietnamese_sentence_tells_the_city_from_the_man(sentences):
    alone = re.compile(r"(?<!TP\. )(?<!thành phố )Hồ Chí Minh")
    assert {said: place for said, place in sentences["vi"].items() if alone.search(said)} == {}


def test_what_is_remarked_of_a_source_is_remarked_in_both_languages(built):
    with duckdb.connect(built.workplace.current / "governance.duckdb", read_only=True) as connection:
        n_notes, untold = connection.sql(
            "select count(note_en), list(distinct note_en) filter (note_vi is null and note_en is not null) "
            "from marts.dim_source"
        ).fetchone()
    assert n_notes > 40 and not untold
