"""Documents as pages list them, and the acts that ended names of provinces."""

import csv
import datetime
import re
from types import SimpleNamespace

from orchestration.pages import home, sources
from orchestration.pages.language import Language

EN = Language("en")


def document(source_id, tier, publisher, title, url=None, day=None):
    return SimpleNamespace(
        source_id=source_id, trust_tier=tier, trust_tier_name_en=f"tier {tier}", publisher_en=publisher,
        source_title=title, url=url, published_on=day,
    )  # fmt: skip


DOCUMENTS = (
    document("a", 3, "the Press", "http://press.vn/1", "http://press.vn/1"),
    document("b", 3, "the Press", "A title", "http://press.vn/2", datetime.date(2024, 4, 17)),
    document("c", 3, "one.vn", "https://one.vn/x", "https://one.vn/x"),
    document("d", 2, "a portal", "unknown", "javascript:alert(1)"),
)


class Held:
    def __init__(self):
        self.indices = {"PAR": SimpleNamespace(short_name="PAR INDEX"), "PAPI": SimpleNamespace(short_name="PAPI")}

    def keyed(self, table, key):
        return {document.source_id: document for document in DOCUMENTS}

    def grouped(self, query, *keys):
        stated = [("a", 2012), ("a", 2013), ("b", 2012), ("d", 2020)]
        return {"63-31": [SimpleNamespace(index_code="PAR", source_id=s, year=year) for s, year in stated]}


def test_years_that_follow_one_another_are_a_span():
    assert sources.spans([2014, 2012, 2013, 2018]) == "2012–2014, 2018"
    assert sources.spans([2018]) == "2018"


def test_documents_stand_by_tier_and_publisher_and_only_addresses_are_links():
    portals, press = sources.by_tier(Held(), EN, {"a", "b", "c", "d"})
    assert portals == {"tier": 2, "name": "tier 2", "publishers": [("A portal", [(None, "", None)])]}
    day = datetime.date(2024, 4, 17)
    assert press["publishers"] == [
        ("The Press", [("http://press.vn/1", "press.vn", None), ("http://press.vn/2", "A title", day)]),
        ("one.vn", [("https://one.vn/x", "", None)]),
    ]


def test_documents_of_a_province_are_the_editions_that_they_state():
    (index,) = sources.by_index(Held(), EN, "63-31")
    assert index["n"] == 3 and [tier["tier"] for tier in index["tiers"]] == [2, 3]
    assert index["tiers"][1]["publishers"] == [
        ("The Press", [("http://press.vn/1", "", "2012–2013"), ("http://press.vn/2", "A title", "2012")])
    ]


def test_every_former_name_has_the_act_that_ended_it():
    with home._FORMER.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len({row["name_vi"] for row in rows}) == len(rows) > 0
    assert all(re.search(r"^Nghị quyết .* \(\d\d/\d\d/(19|20)\d\d\)$", row["legal_basis"]) for row in rows)
