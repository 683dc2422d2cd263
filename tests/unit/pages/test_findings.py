"""Headings and sentences that rules make from figures."""

from orchestration.pages.findings import country, edition, formed, province
from orchestration.pages.findings.country import RegionTally
from orchestration.pages.findings.edition import End, Move
from orchestration.pages.findings.province import Contribution, Part, Place, Share, Standing
from orchestration.pages.language import Language

VI, EN = Language("vi"), Language("en")


def plain(text):
    return text.replace("\xa0", " ")


def standing(index, rank, n=63, year=2024):
    return Standing(index, index.lower(), year, rank, n)


def test_a_province_without_any_place_says_so():
    assert province.headline(EN, "X", []) == "No rank of X is known in the newest edition of any index."


def test_a_province_that_leads_in_everything():
    said = province.headline(EN, "X", [standing("A", 1), standing("B", 1)])
    assert said == "In 2024, X led the country in a (A) and b (B)."


def test_what_lags_behind_comes_last():
    said = province.headline(EN, "X", [standing("A", 50), standing("B", 2), standing("C", 1)])
    assert said == "In 2024, X led the country in c (C) and was 2nd of 63 in b (B), but was only 50th of 63 in a (A)."
    said = plain(province.headline(VI, "X", [standing("A", 50), standing("B", 2)]))
    assert said == "Năm 2024, X đứng thứ 2 trong 63 đơn vị về b (B), nhưng chỉ đứng thứ 50 trong 63 đơn vị về a (A)."


def test_a_province_that_is_good_at_nothing():
    said = province.headline(EN, "X", [standing("A", 63), standing("B", 60)])
    assert said == "In 2024, X was 60th of 63 in b (B) and last of 63 in a (A)."


def test_editions_of_different_years_are_named():
    said = province.headline(EN, "X", [standing("A", 2), standing("B", 3, year=2023)])
    assert said == "In the newest editions, X was 2nd of 63 in a (A 2024) and 3rd of 63 in b (B 2023)."


def test_a_change_stands_beside_that_of_the_country():
    said = province.move(EN, "A", 1.04, 0.88, -4)
    assert said == (
        "Its A score rose by 1.04 while the country rose by 0.88 on average; "
        "it lost 4 ranks among the units ranked in both editions."
    )
    assert province.move(EN, "A", -1, None, None) == "Its A score fell by 1.00."
    assert province.move(EN, "A", 0, 0.5, 0).endswith("it kept its rank among the units ranked in both editions.")
    assert "it gained 1 rank among" in province.move(EN, "A", 1, None, 1)


def test_a_change_that_prints_as_nothing_neither_rises_nor_falls():
    assert province.move(EN, "A", -0.004, 0.004, None) == (
        "Its A score stayed the same while the country stayed where it was on average."
    )
    assert province.why_title(EN, "A", 2024, -0.004) == "A 2024 did not move"
    assert province.why_title(EN, "A", 2024, 0.005) == "Why A 2024 rose by 0.01 points"
    assert edition.lead(EN, None, None, Move(0, 59, 12), [], []) == (
        "Over the 59 units with a score in both editions it did not move on average; 12 of them rose."
    )


def test_the_best_place_has_all_its_years():
    places = [Place(2011, 9, False), Place(2012, 5, True), Place(2013, 5, None), Place(2014, 30, False)]
    said = province.over_time(EN, "A", places)
    assert said == "In the lower groups in 2 of 3 editions of A; best rank 5, in 2012 and 2013"
    assert province.over_time(EN, "A", []) == "No rank in A is known"
    assert province.over_time(EN, "A", [Place(2015, 3, None)]) == "Best rank in A: 3, in 2015"
    assert province.over_time(EN, "A", [Place(2015, 3, True)]) == "Best rank in A: 3, in 2015"


def test_parts_that_tie_are_all_named():
    parts = [Part("One", 3, 61), Part("Two", 3, 61), Part("E-three", 40, 61)]
    assert province.parts(EN, parts) == "Strongest in one and two (rank 3), weakest in E-three (rank 40)"


def test_a_province_that_is_best_at_nothing_is_not_called_strong():
    said = province.parts(EN, [Part("One", 40, 61), Part("Two", 61, 61)])
    assert said == "In the lower half in every dimension: best in one (rank 40), worst in two (rank 61)"
    assert province.parts(EN, [Part("One", 7, 61), Part("Two", 7, 61)]) == "Rank 7 in every dimension"
    assert province.parts(EN, []) == "The dimensions against the country"


def test_why_a_total_moved():
    parts = [Contribution("One", -0.6), Contribution("Two", 0.2), Contribution("Three", -0.1)]
    assert province.why(EN, -0.5, parts, 0.17) == (
        "2 of 3 dimensions fell, most of all one (−0.60) and three (−0.10). Two (+0.20) offset part of the fall. "
        "In the same year the country rose by 0.17 on average."
    )
    both = [Contribution("One", 0.3), Contribution("Two", 0.1)]
    assert province.why(EN, 0.4, both, None) == "All 2 dimensions rose, most of all one (+0.30) and two (+0.10)."


def test_what_went_against_a_rise_held_it_back():
    parts = [Contribution("One", 0.3), Contribution("Two", -0.1), Contribution("Three", -0.001)]
    assert province.why(EN, 0.2, parts, None).endswith("most of all one (+0.30). Two (−0.10) held it back.")


def test_parts_that_are_known_by_themselves():
    shares = [Share("One", 97), Share("Two", 50), Share("Three", 97)]
    said = province.known_parts(EN, "A 2020", shares, 4)
    assert said == "A 2020: nearest to the maximum in one and three (97.0%), farthest in two (50.0%), of 3 parts known"
    assert (
        province.known_parts(EN, "A 2020", [Share("One", 86.52), Share("Two", 86.49)], 2) == "A 2020: 2 parts are known"
    )
    assert province.known_parts(EN, "A 2020", [], 1) == "A 2020: 1 part is known"


def test_among_its_peers():
    said = province.peers(EN, "North", 2, 9, "Y")
    assert said == "Rank 2 of 9 in the North; its profile is most like that of Y"
    assert province.peers(EN, "North", None, None, "Y") == "Its profile is most like that of Y"
    assert province.peers(EN, "North", None, None, None) == "Against neighbours and its like"


def test_what_the_next_group_takes():
    assert province.next_group(EN, 0.784, "Highest quartile", False).startswith("0.78 points more would reach the high")
    assert province.next_group(EN, None, None, True) == "In the highest group already"
    assert province.next_group(EN, None, None, False) == "How far the better ones are"


def test_conflicts_and_claims_are_told_where_there_are_any():
    assert province.disputes(EN, 1, 0) == "Sources disagree on 1 figure"
    assert province.disputes(EN, 2, 3) == "Sources disagree on 2 figures; 3 claims of articles checked"


def test_regions_that_tie_are_both_named():
    regions = [
        RegionTally("A", 10, 2, 5),
        RegionTally("B", 4, 0, 2),
        RegionTally("C", 5, 1, 1),
        RegionTally("D", 0, 0, 0),
    ]
    said = country.map_title(EN, regions, "low", "high")
    assert (
        said
        == "5 of 10 units of the A and 2 of 4 units of the B are in the group “low”; “high” is found in 2 of 3 regions"
    )
    assert country.map_title(EN, [regions[1], RegionTally("E", 3, 1, 0)], "low", "high").endswith("in 1 of 2 regions")
    both = [RegionTally("E", 3, 1, 1), RegionTally("F", 3, 1, 0)]
    assert country.map_title(EN, both, "low", "high").endswith("“high” is found in all 2 regions")
    assert country.map_title(EN, [RegionTally("A", 3, 0, 0)], "low", "high") == "The groups on the map"


def test_several_may_lead():
    assert country.ends_title(EN, ["A", "B"], ["C"]) == "A and B first, C last"
    assert country.ends_title(EN, list("ABCDE"), ["F"]) == "5 provinces first, F last"
    assert plain(country.ends_title(VI, ["A"], list("BCDE"))) == "A đứng đầu, 4 đơn vị đứng cuối"
    assert country.ends_title(EN, ["A"], ["C"], "D", 3.3) == "A first, C last; D rose by 3.30 points"


def test_an_edition_without_a_mean_or_an_end():
    assert edition.lead(EN, None, None, None, [], []) == ""
    said = edition.lead(EN, 43.4, (2023, 42.4), Move(-0.5, 59, 12), [End("A", 47.8)], [End("B", None), End("C", 39)])
    assert said == (
        "The mean is 43.40 (2023: 42.40). Over the 59 units with a score in both editions it fell by 0.50; 12 of them "
        "rose. Highest: A (47.80); lowest: B and C (39.00)."
    )


def test_how_much_of_an_edition_is_known():
    assert edition.known(EN, 21, 21, 63, 63) == "The scores of 21 of 63 units are known"
    assert edition.known(EN, 12, 19, 63, 63) == "Of 63 units, the scores of 12 and the ranks of 19 are known"
    assert edition.known(EN, 10, 10, 10, 63) == "Only 10 of 63 units were scored"
    assert edition.groups(EN, [("Best", 1), ("Worst", 3)], 2) == "Best: 1 unit; Worst: 3 units; not known: 2"
    assert edition.groups(EN, [("Best", 2)], 0) == "Best: 2 units"


def test_the_ends_of_a_table_as_far_as_known():
    assert edition.ends(EN, ["A"], ["B", "C"], 61, 61) == "A first, B and C last; all 61 units"
    assert edition.ends(EN, ["A"], [], 22, 63) == "A first; what is known of 22 of 63 units"
    assert edition.ends(EN, [], [], 3, 63) == "What is known of 3 of 63 units"


def test_with_which_editions_one_compares():
    assert edition.comparable(EN, 2023, [2018, 2021], 2011).startswith("Editions since 2021 compare.")
    assert edition.comparable(EN, 2019, [2018, 2021], 2011).startswith("Editions since 2018 until before 2021 compare.")
    assert edition.comparable(EN, 2018, [2018, 2021], 2011).startswith("The method changed in 2018 itself")
    assert edition.comparable(EN, 2013, [2018], 2011).startswith("Editions since 2011 until before 2018 compare.")


def test_a_unit_formed_of_others():
    assert formed.headline(EN, "X", ["X", "Y"], "A 2024", None, None, None) == (
        "X was formed from X and Y. In no edition are all scores of its former units known, so none can be back-cast."
    )
    assert "comes to 42.00, rank 3 of the 32" in formed.headline(EN, "X", ["X", "Y"], "A 2024", 42, 3, 32)
    assert formed.headline(EN, "X", ["X"], "A", 42, None, None).startswith("X was merged with no other unit.")
    alone = formed.headline(EN, "X", ["X"], "A", 42, 3, 32)
    assert alone.endswith("Its own A score is 42.00, rank 3 of the 32 units that can be back-cast to the new borders.")


def test_what_of_a_formed_unit_can_be_back_cast():
    assert formed.now(EN, ["A", "B"], [], False) == "A and B can be back-cast to the new borders"
    assert formed.now(EN, ["A"], ["B"], False) == "A can be back-cast; scores for B are missing"
    assert formed.now(EN, [], ["A", "B"], False) == "Scores are missing to back-cast A and B"
    assert formed.now(EN, ["A"], ["B"], True) == "Its own scores in A"
    assert formed.now(EN, [], ["B"], True) == "No score is known in B"


def test_former_units_beside_one_another():
    assert formed.members(EN, "A", [End("X", 42), End("Y", 40.5)]) == "X scored 1.50 points more than Y in A"
    assert formed.members(EN, "A", [End("X", 42), End("Y", 42)]) == "All former units scored 42.00 in A"
    assert formed.members(EN, "A", [End("X", 42), End("Y", None)]) == "A has no score for Y"
    assert formed.members(EN, "A", [End("X", 42)]) == "X scored 42.00 in A"


def test_back_cast_ranks_over_time():
    said = formed.over_time(EN, "A", [(2011, 9), (2012, 24), (2013, 9)])
    assert said == "Its back-cast rank in A was best in 2011 and 2013 (9) and worst in 2012 (24)"
    assert formed.over_time(EN, "A", [(2011, 9)]) == "Its back-cast rank in A was 9 in 2011"
    assert formed.over_time(EN, "A", []) == "No rank in A can be back-cast"
