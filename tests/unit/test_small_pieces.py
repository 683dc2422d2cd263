"""Pieces small enough for a line or two each."""

import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from expectations import gate
from expectations.suite import values_list
from orchestration.cli.report import score_text
from orchestration.reference import fold_name
from orchestration.release import build, data_docs
from orchestration.transform.columns import UnitMissing, Units
from orchestration.transform.results import count_results, others


def test_spellings_fold_to_one_key():
    spellings = ["Đắk Lắk", "ĐẮK LẮK", "Dak  Lak", "dak-lak", "Ðắk Lắk", "Đắk\u00a0Lắk", " Đắk–Lắk. "]
    assert {fold_name(spelling) for spelling in spellings} == {"dak lak"}
    assert fold_name("Hoà Bình") == fold_name("Hòa Bình")
    assert fold_name("Quảng Nam") != fold_name("Quảng Ngãi")


@pytest.mark.parametrize(
    ("value", "sign", "shown"),
    [
        ("96.17", "", "96.17"),
        ("90", "", "90.00"),
        ("47.82115", "", "47.8212"),
        ("45.45600", "+", "+45.456"),
        ("-0.1", "+", "-0.10"),
        ("0", "+", "0.00"),
        ("-0.00001", "+", "0.00"),
    ],
)
def test_a_score_has_two_decimals_and_more_where_they_say_something(value, sign, shown):
    assert score_text(Decimal(value), sign) == shown
    assert score_text(None) == "–"


def test_reference_rows_become_sql_literals():
    assert values_list([(2020, "O'Hara", None)]) == "(2020, 'O''Hara', null)"


def test_a_release_is_named_by_time_and_inputs():
    inputs = [{"file": "a.csv", "sha256": "00", "rows": 1}]
    now = datetime.datetime(2026, 11, 22, 10, 0, 5, 999, tzinfo=datetime.timezone(datetime.timedelta(hours=7)))
    described = build.describe(inputs, now)
    assert described.release_id.startswith("20261122T030005Z-")
    assert described.release_id.endswith(described.raw_sha256[:8])
    assert build.describe([{**inputs[0], "sha256": "01"}], now).raw_sha256 != described.raw_sha256


def test_pages_load_nothing_from_other_hosts():
    page = (
        '<html><head><link rel="stylesheet" href="https://cdn.example/x.css"/><link rel="icon" href="gone.ico"/>'
        "<style>a { background: url('https://host.example/logo.png') }</style>"
        '<script src="https://cdn.example/x.js"></script><script>run()</script><style>p {}</style></head>'
        '<body><img src="https://host.example/logo.png?id=1"><a href="https://doc.example">kept</a></body></html>'
    )
    local = data_docs.localise(page)
    assert "cdn.example" not in local and "host.example" not in local and "run()" not in local
    assert "gone.ico" not in local
    assert "doc.example" in local and "max-width" in local and "p {}" in local


def test_the_first_page_lists_every_suite_with_its_outcome():
    suites = [
        {"suite": "marts.a", "n_expectations": 3, "failures": []},
        {"suite": "marts.<b>", "n_expectations": 2, "failures": [{}]},
    ]
    page = data_docs.index_page(suites, {"marts.a": Path("validations/a.html")})
    assert '<a href="validations/a.html">marts.a</a></td><td>3</td><td>0</td>' in page
    assert 'class="failed"></span></td><td>marts.&lt;b&gt;</td><td>2</td><td>1</td>' in page


def test_failing_rows_are_shown_as_a_table():
    failure = gate.Failure("No score above 80", 2, [{"year": 2020, "score": 81}], None)
    text = gate.report(gate.SuiteResult("s", 3, [failure]))
    assert "**No score above 80**: 2 rows fail" in text
    assert "| year | score |" in text and "| 2020 | 81 |" in text


def test_an_expectation_that_could_not_be_asked_is_a_failure_and_says_so():
    result = gate.SuiteResult("s", 1, [gate.Failure("x", 0, [], "Binder Error: no such column")])
    assert not result.passed
    assert "Binder Error" in gate.report(result)


def test_a_suite_that_asks_nothing_has_not_passed():
    assert not gate.SuiteResult("s", 0, []).passed


def test_dbt_results_are_counted_by_kind():
    results = {"results": [{"unique_id": "model.g.a"}, {"unique_id": "test.g.b"}, {"unique_id": "test.g.c"}]}
    assert count_results(results) == {"model": 1, "test": 2}
    (model, *tests) = [result["unique_id"] for result in results["results"]]
    assert others(results, {model}) == tests and others(results, {model, *tests}) == []


def test_a_column_has_the_unit_of_its_name_or_of_the_one_pattern_that_it_fits():
    listed = "- count: n_*, decimals\n- points, as dim_index says: *_score,\n  mean\n- text: *_vi, n_vi"
    units = Units({"docs": {"doc.governance.units": {"block_contents": listed}}})
    stated = {name: units.of(name) for name in ("n_parts", "decimals", "max_score", "mean", "name_vi", "n_vi")}
    assert list(stated.values()) == ["count", "count", *["points, as dim_index says"] * 2, "text", "text"]
    for unclear in ("n_parts_vi", "median", "n"):
        with pytest.raises(UnitMissing, match=f"List {unclear} in dbt_project/models/columns/units.md"):
            units.of(unclear)
