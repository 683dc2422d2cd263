"""Suites on the finished marts and the scoreboard: the last gate before a release.

They look at what a reader will see, across tables, and rest on the marts alone, so that they also hold for a
published file. Types, keys to other tables and accepted values are dbt's.
"""

from expectations import movement, standing, territory
from expectations.suite import Suite, no_rows, unique

_SCORE_KEY = ("index_code", "year", "province_id", "component_code")


def suites() -> list[Suite]:
    return [build() for build in SUITES.values()]


def _suite(table: str, *expectations) -> Suite:
    return Suite(name=table, query=f"select * from {table}", expectations=list(expectations))


def _dim_edition() -> Suite:
    return _suite(
        "marts.dim_edition",
        unique("index_code", "year"),
        no_rows(
            "An edition expects as many units as its boundaries have on its date",
            "select batch.index_code, batch.year, batch.units_expected, count(provinces.province_id) as n_units "
            "from {batch} as batch left join marts.dim_province as provinces "
            "on batch.boundary_set = provinces.boundary_set and batch.as_of_date >= provinces.valid_from "
            "and batch.as_of_date <= coalesce(provinces.valid_to, batch.as_of_date) "
            "group by batch.index_code, batch.year, batch.units_expected "
            "having count(provinces.province_id) <> batch.units_expected",
        ),
        no_rows(
            "No more units are scored than exist",
            "select index_code, year, units_scored, units_expected from {batch} as batch "
            "where units_scored > units_expected or units_scored < 0",
        ),
    )


def _dim_component() -> Suite:
    return _suite(
        "marts.dim_component",
        unique("index_code", "year", "component_code"),
        no_rows(
            "Every component but the total is part of one of the same edition",
            "select batch.index_code, batch.year, batch.component_code, batch.parent_component_code "
            "from {batch} as batch left join marts.dim_component as parents "
            "on batch.index_code = parents.index_code and batch.year = parents.year "
            "and batch.parent_component_code = parents.component_code "
            "where (batch.component_code = 'total') <> (batch.parent_component_code is null) "
            "or (batch.component_code <> 'total' and parents.component_code is null)",
        ),
        no_rows(
            "The scale of a total is that of its dimensions taken together",
            "select totals.index_code, totals.year, totals.min_score, totals.max_score, "
            "sum(parts.min_score) as parts_min, sum(parts.max_score) as parts_max "
            "from {batch} as totals inner join marts.dim_component as parts "
            "on totals.index_code = parts.index_code and totals.year = parts.year "
            "and totals.component_code = parts.parent_component_code "
            "where totals.component_code = 'total' and totals.aggregation = 'sum_of_parts' "
            "group by totals.index_code, totals.year, totals.min_score, totals.max_score "
            "having parts_min <> totals.min_score or parts_max <> totals.max_score",
        ),
    )


def _dim_province() -> Suite:
    return _suite(
        "marts.dim_province",
        unique("province_id", "valid_from"),
        no_rows(
            "The periods of a unit do not overlap, and its last one is marked",
            "select batch.province_id, batch.valid_from, batch.valid_to, later.valid_from as next_from "
            "from {batch} as batch left join marts.dim_province as later "
            "on batch.province_id = later.province_id and batch.valid_from < later.valid_from "
            "where batch.is_latest <> (later.province_id is null) "
            "or (later.province_id is not null and coalesce(batch.valid_to, date '9999-12-31') >= later.valid_from)",
        ),
        no_rows(
            "A unit's id is its official code with its boundary set, and a code is used once in a set",
            "select province_id, boundary_set, official_code, count(*) over (partition by boundary_set, "
            "official_code, valid_from) as n_units from {batch} as batch "
            "qualify province_id <> boundary_set || '-' || official_code or n_units > 1",
        ),
    )


def _bridge_province_succession() -> Suite:
    return _suite(
        "marts.bridge_province_succession",
        unique("predecessor_id"),
        no_rows(
            "The shares of a unit's predecessors add up to one",
            "select successor_id, sum(population_share) as share from {batch} as batch "
            "group by successor_id having abs(sum(population_share) - 1) > 0.000002",
        ),
        no_rows(
            "A share is that of the populations counted in 2019",
            "select batch.predecessor_id, batch.successor_id, batch.population_share, former.population_2019, "
            "later.population_2019 as successor_population from {batch} as batch "
            "inner join marts.dim_province as former "
            "on batch.predecessor_id = former.province_id and former.is_latest "
            "inner join marts.dim_province as later on batch.successor_id = later.province_id and later.is_latest "
            "where abs(batch.population_share * later.population_2019 - former.population_2019) "
            "> later.population_2019 * 0.000001",
        ),
        no_rows(
            "Every former unit has a successor that came the day after it ended",
            "select former.province_id, former.valid_to, batch.successor_id, batch.effective_date "
            "from marts.dim_province as former left join {batch} as batch "
            "on former.province_id = batch.predecessor_id "
            "left join marts.dim_province as later on batch.successor_id = later.province_id "
            "and later.valid_from = batch.effective_date "
            "where former.is_latest and former.valid_to is not null and (later.province_id is null "
            "or former.valid_to + 1 <> batch.effective_date or later.boundary_set = former.boundary_set)",
        ),
    )


def _fct_score() -> Suite:
    components = (
        "inner join marts.dim_component as components on batch.index_code = components.index_code "
        "and batch.year = components.year and batch.component_code = components.component_code "
    )
    shown = "batch.index_code, batch.year, batch.province_id, batch.component_code, batch.score, batch.locator"
    parts = (
        f"select {shown}, count(*) as n_parts, count(parts.score) as n_scored, sum(parts.score) as parts_sum "
        "from {batch} as batch "
        "inner join marts.dim_component as components on batch.index_code = components.index_code "
        "and batch.year = components.year and batch.component_code = components.parent_component_code "
        "inner join marts.fct_score as parts on components.index_code = parts.index_code "
        "and components.year = parts.year and components.component_code = parts.component_code "
        "and batch.province_id = parts.province_id "
        "inner join marts.dim_component as sums on batch.index_code = sums.index_code "
        "and batch.year = sums.year and batch.component_code = sums.component_code "
        f"and sums.aggregation = 'sum_of_parts' group by {shown} "
    )
    return _suite(
        "marts.fct_score",
        unique(*_SCORE_KEY),
        no_rows(
            "No score is above the edition's scale (PAPI: 60 before 2018, 80 since; PAR and SIPAS: 100)",
            f"select {shown}, editions.max_score from {{batch}} as batch "
            "inner join marts.dim_edition as editions "
            "on batch.index_code = editions.index_code and batch.year = editions.year "
            "where batch.score > editions.max_score or batch.score < 0 or batch.score > 100",
        ),
        no_rows(
            "Every score lies within its component's bounds in that edition (PAPI dimensions: 1 to 10)",
            f"select {shown}, components.min_score, components.max_score from {{batch}} as batch {components}"
            "where batch.score < components.min_score or batch.score > components.max_score",
        ),
        no_rows(
            "A score that is the sum of its parts is missing exactly where one of them is",
            f"{parts} having (batch.score is null) <> (n_parts > n_scored)",
        ),
        no_rows(
            "A score that is the sum of its parts adds up",
            f"{parts} having batch.score <> parts_sum",
        ),
        no_rows(
            "Every edition has exactly the units of its boundaries on its date",
            "select coalesce(scored.index_code, units.index_code) as index_code, "
            "coalesce(scored.year, units.year) as year, "
            "scored.province_id as has, units.province_id as should_have from "
            "(select distinct index_code, year, province_id from {batch} as batch) as scored full outer join "
            "(select editions.index_code, editions.year, provinces.province_id from marts.dim_edition as editions "
            "inner join marts.dim_province as provinces on editions.boundary_set = provinces.boundary_set "
            "and editions.as_of_date >= provinces.valid_from "
            "and editions.as_of_date <= coalesce(provinces.valid_to, editions.as_of_date)) as units "
            "on scored.index_code = units.index_code and scored.year = units.year "
            "and scored.province_id = units.province_id "
            "where scored.province_id is null or units.province_id is null",
        ),
        no_rows(
            "No edition has more totals than its publisher gave",
            "select batch.index_code, batch.year, editions.units_scored, count(batch.score) as n_totals "
            "from {batch} as batch inner join marts.dim_edition as editions "
            "on batch.index_code = editions.index_code and batch.year = editions.year "
            "where batch.component_code = 'total' "
            "group by batch.index_code, batch.year, editions.units_scored "
            "having count(batch.score) > editions.units_scored",
        ),
        no_rows(
            "Every score has a status and a source, and every gap a reason",
            f"select {shown}, score_status, source_id, missing_reason_en from {{batch}} as batch "
            "where (score is not null and (score_status is null or source_id is null or locator is null)) "
            "or (score is null and (score_status is not null or source_id is not null or missing_reason_en is null))",
        ),
    )


def _fct_rank() -> Suite:
    scope = "batch.index_code, batch.year, batch.component_code, batch.scope, batch.scope_value"
    return _suite(
        "marts.fct_rank",
        unique(*_SCORE_KEY, "scope"),
        no_rows(
            "A computed place is one more than the number of units with a better score, and ties are flagged",
            f"select {scope}, batch.province_id, batch.rank, batch.is_tied, "
            "count(case when others.score > own.score then 1 end) + 1 as place, "
            "count(case when others.score = own.score then 1 end) as n_equal "
            "from {batch} as batch inner join marts.fct_score as own "
            "on batch.index_code = own.index_code and batch.year = own.year "
            "and batch.province_id = own.province_id and batch.component_code = own.component_code "
            "inner join marts.fct_rank as peers on batch.index_code = peers.index_code "
            "and batch.year = peers.year and batch.component_code = peers.component_code "
            "and batch.scope = peers.scope and batch.scope_value = peers.scope_value "
            "inner join marts.fct_score as others on peers.index_code = others.index_code "
            "and peers.year = others.year and peers.province_id = others.province_id "
            "and peers.component_code = others.component_code "
            "where batch.rank_status = 'computed' "
            f"group by {scope}, batch.province_id, batch.rank, batch.is_tied "
            "having place <> batch.rank or batch.is_tied <> (n_equal > 1)",
        ),
        no_rows(
            "A scope with computed places ranks as many units as it says",
            f"select {scope}, min(batch.n_ranked) as n_ranked, count(*) as n_rows from {{batch}} as batch "
            "where batch.rank_status = 'computed' "
            f"group by {scope} having min(batch.n_ranked) <> count(*) or max(batch.n_ranked) <> count(*)",
        ),
        no_rows(
            "A reported place lies among the units that were ranked",
            "select * from {batch} as batch where rank_status = 'reported' and not (rank between 1 and n_ranked)",
        ),
        no_rows(
            "Only a unit with a score has a computed place",
            "select batch.* from {batch} as batch left join marts.fct_score as scores "
            "on batch.index_code = scores.index_code and batch.year = scores.year "
            "and batch.province_id = scores.province_id and batch.component_code = scores.component_code "
            "where batch.rank_status = 'computed' and scores.score is null",
        ),
    )


def _fct_score_change() -> Suite:
    return _suite(
        "marts.fct_score_change",
        unique(*_SCORE_KEY),
        no_rows(
            "A change is the difference of the two scores, and there is none across a hard break",
            "select batch.index_code, batch.year, batch.province_id, batch.component_code, batch.break_kind, "
            "batch.score_change, current.score, earlier.score as previous_score from {batch} as batch "
            "inner join marts.fct_score as current on batch.index_code = current.index_code "
            "and batch.year = current.year and batch.province_id = current.province_id "
            "and batch.component_code = current.component_code "
            "left join marts.fct_score as earlier on batch.index_code = earlier.index_code "
            "and batch.previous_year = earlier.year and batch.previous_province_id = earlier.province_id "
            "and batch.component_code = earlier.component_code "
            "where batch.score_change is distinct from "
            "case when batch.break_kind <> 'hard' then current.score - earlier.score end",
        ),
        no_rows(
            "Where there is no change of score, the reason is given in both languages; elsewhere none is",
            "select index_code, year, province_id, component_code, score_change, not_comparable_reason "
            "from {batch} as batch where (score_change is null) <> (not_comparable_reason is not null) "
            "or (score_change is null) <> (not_comparable_reason_vi is not null)",
        ),
        no_rows(
            "A break is flagged and explained",
            "select index_code, year, province_id, component_code, break_kind, is_comparable, break_note_en "
            "from {batch} as batch where is_comparable <> (break_kind <> 'hard') "
            "or (break_kind <> 'none') <> (break_note_en is not null and break_note_vi is not null)",
        ),
        no_rows(
            "Places gained and lost agree with the national places",
            "select batch.index_code, batch.year, batch.province_id, batch.component_code, batch.rank_change, "
            "current.rank, earlier.rank as previous_rank from {batch} as batch "
            "inner join marts.fct_rank as current on batch.index_code = current.index_code "
            "and batch.year = current.year and batch.province_id = current.province_id "
            "and batch.component_code = current.component_code and current.scope = 'national' "
            "inner join marts.fct_rank as earlier on batch.index_code = earlier.index_code "
            "and batch.previous_year = earlier.year and batch.previous_province_id = earlier.province_id "
            "and batch.component_code = earlier.component_code and earlier.scope = 'national' "
            "where batch.rank_change <> earlier.rank - current.rank",
        ),
    )


def _fct_score_group() -> Suite:
    return _suite(
        "marts.fct_score_group",
        unique("index_code", "year", "province_id"),
        no_rows(
            "A group has as many units as it says, and of an edition not held in full no more",
            "select batch.index_code, batch.year, batch.group_code, min(batch.group_size) as group_size, "
            "count(*) as n_units from {batch} as batch inner join marts.fct_coverage as coverage "
            "on batch.index_code = coverage.index_code and batch.year = coverage.year "
            "group by batch.index_code, batch.year, batch.group_code, coverage.is_complete "
            "having min(batch.group_size) <> max(batch.group_size) or count(*) > min(batch.group_size) "
            "or (coverage.is_complete and (count(batch.group_size) < count(*) or count(*) < min(batch.group_size)))",
        ),
        no_rows(
            "Groups follow the totals: no group reaches into another",
            "select low.index_code, low.year, low.group_code, high.group_code as other_group "
            "from (select batch.index_code, batch.year, batch.group_code, min(scores.score) as least, "
            "max(scores.score) as most from {batch} as batch inner join marts.fct_score as scores "
            "on batch.index_code = scores.index_code and batch.year = scores.year "
            "and batch.province_id = scores.province_id and scores.component_code = 'total' "
            "group by batch.index_code, batch.year, batch.group_code) as low "
            "inner join (select batch.index_code, batch.year, batch.group_code, min(scores.score) as least, "
            "max(scores.score) as most from {batch} as batch inner join marts.fct_score as scores "
            "on batch.index_code = scores.index_code and batch.year = scores.year "
            "and batch.province_id = scores.province_id and scores.component_code = 'total' "
            "group by batch.index_code, batch.year, batch.group_code) as high "
            "on low.index_code = high.index_code and low.year = high.year "
            "where low.most < high.most and low.most >= high.least",
        ),
    )


def _fct_edition_summary() -> Suite:
    return _suite(
        "marts.fct_edition_summary",
        unique("index_code", "year", "component_code", "scope", "scope_value"),
        no_rows(
            "Mean and median lie between the extremes, and the spread is no wider",
            "select * from {batch} as batch where not (mean between min and max) "
            "or not (median between min and max) or stddev < 0 or stddev > max - min",
        ),
        no_rows(
            "A computed summary counts the units that its scope ranks",
            "select batch.index_code, batch.year, batch.component_code, batch.scope, batch.scope_value, "
            "batch.n, count(ranks.rank) as n_ranked from {batch} as batch left join marts.fct_rank as ranks "
            "on batch.index_code = ranks.index_code and batch.year = ranks.year "
            "and batch.component_code = ranks.component_code and batch.scope = ranks.scope "
            "and batch.scope_value = ranks.scope_value where batch.summary_status = 'computed' "
            "group by batch.index_code, batch.year, batch.component_code, batch.scope, batch.scope_value, batch.n "
            "having batch.n <> count(ranks.rank)",
        ),
    )


def _fct_observation() -> Suite:
    return _suite(
        "marts.fct_observation",
        unique("observation_id"),
        no_rows(
            "At most one statement of a figure is the published one",
            "select index_code, year, province_id, component_code, measure, scope, scope_value, compared_year, "
            "count(*) as n_chosen from {batch} as batch where is_chosen group by index_code, year, province_id, "
            "component_code, measure, scope, scope_value, compared_year having count(*) > 1",
        ),
        no_rows(
            "The statement that was chosen is the score that is published, with its source",
            "select batch.observation_id, batch.value, batch.source_id, scores.score, scores.source_id as published "
            "from {batch} as batch left join marts.fct_score as scores "
            "on batch.index_code = scores.index_code and batch.year = scores.year "
            "and batch.province_id = scores.province_id and batch.component_code = scores.component_code "
            "where batch.is_chosen and batch.measure = 'score' and (scores.score is null "
            "or scores.score <> batch.value or scores.source_id <> batch.source_id)",
        ),
        no_rows(
            "Every score that is no sum is a statement of its source",
            "select scores.index_code, scores.year, scores.province_id, scores.component_code, scores.score "
            "from marts.fct_score as scores inner join marts.dim_component as components "
            "on scores.index_code = components.index_code and scores.year = components.year "
            "and scores.component_code = components.component_code and components.aggregation = 'as_published' "
            "left join {batch} as batch on scores.index_code = batch.index_code and scores.year = batch.year "
            "and scores.province_id = batch.province_id and scores.component_code = batch.component_code "
            "and batch.measure = 'score' and batch.is_chosen "
            "where scores.score is not null and batch.observation_id is null",
        ),
    )


def _fct_source_conflict() -> Suite:
    key = ("index_code", "year", "province_id", "component_code", "measure", "scope", "scope_value", "compared_year")
    return _suite(
        "marts.fct_source_conflict",
        unique(*key),
        no_rows(
            "A conflict is open exactly where no value was chosen, and always has another value",
            "select * from {batch} as batch where (resolution_rule = 'open') <> (chosen_value is null) "
            "or n_other_values < 1 or (chosen_value is null and n_other_values < 2)",
        ),
        no_rows(
            "A score of disputed sources is the value that was chosen, and flagged",
            "select batch.index_code, batch.year, batch.province_id, batch.component_code, batch.chosen_value, "
            "scores.score, scores.is_conflicted from {batch} as batch left join marts.fct_score as scores "
            "on batch.index_code = scores.index_code and batch.year = scores.year "
            "and batch.province_id = scores.province_id and batch.component_code = scores.component_code "
            "where batch.measure = 'score' and batch.subject_type = 'province' and (scores.province_id is null "
            "or not scores.is_conflicted or coalesce(scores.score, -1) <> coalesce(batch.chosen_value, -1))",
        ),
        no_rows(
            "Every score that is flagged has its conflict told",
            "select scores.index_code, scores.year, scores.province_id, scores.component_code "
            "from marts.fct_score as scores left join {batch} as batch "
            "on batch.index_code = scores.index_code and batch.year = scores.year "
            "and batch.province_id = scores.province_id and batch.component_code = scores.component_code "
            "and batch.measure = 'score' where scores.is_conflicted and batch.index_code is null",
        ),
    )


def _fct_reported_claim() -> Suite:
    return _suite(
        "marts.fct_reported_claim",
        unique("claim_id"),
        no_rows(
            "Every claim has sentences in both languages that name its year and what it claims",
            "select claim_id, explanation_vi, explanation_en from {batch} as batch "
            "where position(cast(year as varchar) in explanation_vi) = 0 "
            "or position(cast(year as varchar) in explanation_en) = 0 "
            "or explanation_vi not like '%: văn bản nêu %; %.' or explanation_en not like '%: the text says %; %.'",
        ),
        no_rows(
            "A confirmed claim agrees with what the warehouse has, and a contradicted one does not",
            # Half a unit of the coarsest claim is the most that rounding makes, a whole one that cutting off makes.
            "select claim_id, verdict, claimed_value, warehouse_value from {batch} as batch "
            "where (verdict = 'confirmed' and not abs(claimed_value - warehouse_value) < 1) "
            "or (verdict = 'contradicted' and claimed_value = warehouse_value "
            "and scope <> 'group' and warehouse_text not like '% %')",
        ),
        no_rows(
            "A verdict that tells something rests on a value, and documents that disagree give none",
            "select claim_id, verdict, warehouse_value, warehouse_text from {batch} as batch "
            "where (verdict not in ('unverifiable', 'conflicting') "
            "and (warehouse_value is null or warehouse_text is null)) "
            "or (verdict = 'conflicting' and warehouse_value is not null)",
        ),
        no_rows(
            "Targets are met, missed or not known, and only they are",
            "select claim_id, measure, is_target, verdict from {batch} as batch "
            "where (is_target and verdict not in ('met', 'missed', 'unverifiable')) "
            "or (not is_target and verdict in ('met', 'missed'))",
        ),
        no_rows(
            "A confirmed or contradicted score is held against the score that is published",
            "select batch.claim_id, batch.warehouse_value, scores.score from {batch} as batch "
            "left join marts.fct_score as scores on batch.index_code = scores.index_code and batch.year = scores.year "
            "and batch.province_id = scores.province_id and batch.component_code = scores.component_code "
            "where batch.measure = 'score' and batch.verdict in ('confirmed', 'contradicted') "
            "and (scores.score is null or scores.score <> batch.warehouse_value)",
        ),
    )


def _fct_coverage() -> Suite:
    return _suite(
        "marts.fct_coverage",
        unique("index_code", "year"),
        no_rows(
            "Every edition is covered by a row, with the counts that fct_score and fct_rank have",
            "select editions.index_code, editions.year, batch.units_with_score, counted.n_scores "
            "from marts.dim_edition as editions left join {batch} as batch "
            "on editions.index_code = batch.index_code and editions.year = batch.year "
            "left join (select index_code, year, count(score) as n_scores from marts.fct_score "
            "where component_code = 'total' group by index_code, year) as counted "
            "on editions.index_code = counted.index_code and editions.year = counted.year "
            "where batch.year is null or batch.units_with_score <> counted.n_scores "
            "or batch.is_complete <> (counted.n_scores = editions.units_scored)",
        ),
    )


def _scoreboard() -> Suite:
    return _suite(
        "bi.scoreboard",
        unique("index_code", "year", "province_id"),
        no_rows(
            "The scoreboard shows every unit of every edition once: no join drops or repeats one",
            "select editions.index_code, editions.year, editions.units_expected, count(batch.province_id) as n_rows "
            "from marts.dim_edition as editions left join {batch} as batch "
            "on editions.index_code = batch.index_code and editions.year = batch.year "
            "group by editions.index_code, editions.year, editions.units_expected "
            "having count(batch.province_id) <> editions.units_expected",
        ),
    )


# By the table that each suite guards; the names can be read without importing Great Expectations.
SUITES = {
    "marts.dim_edition": _dim_edition,
    "marts.dim_component": _dim_component,
    "marts.dim_province": _dim_province,
    "marts.bridge_province_succession": _bridge_province_succession,
    "marts.fct_score": _fct_score,
    "marts.fct_rank": _fct_rank,
    "marts.fct_score_change": _fct_score_change,
    "marts.fct_score_group": _fct_score_group,
    "marts.fct_edition_summary": _fct_edition_summary,
    "marts.fct_observation": _fct_observation,
    "marts.fct_source_conflict": _fct_source_conflict,
    "marts.fct_reported_claim": _fct_reported_claim,
    "marts.fct_coverage": _fct_coverage,
    "bi.scoreboard": _scoreboard,
    **territory.SUITES,
    **movement.SUITES,
    **standing.SUITES,
}
