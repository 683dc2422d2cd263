"""Suites on the marts that say why a score moved and what a better one takes. They rest on the marts alone."""

from expectations.suite import Suite, no_rows, unique

_UNIT = ("index_code", "year", "province_id")


def _suite(table: str, *expectations) -> Suite:
    return Suite(name=table, query=f"select * from {table}", expectations=list(expectations))


def _same(left: str, right: str, *columns: str) -> str:
    """A join condition: two tables agree in the key of a unit and in `columns`."""
    return " and ".join(f"{left}.{column} = {right}.{column}" for column in (*_UNIT, *columns))


def _unexplained(*pairs: tuple[str, str]) -> str:
    """A condition: of some pair of figure and reason, both are missing or both given, in either language."""
    return " or ".join(
        f"({figure} is null) <> ({reason}_{language} is not null)"
        for figure, reason in pairs
        for language in ("vi", "en")
    )


def _fct_change_decomposition() -> Suite:
    shown = "batch.index_code, batch.year, batch.province_id, batch.level"
    return _suite(
        "marts.fct_change_decomposition",
        unique(*_UNIT, "level", "component_code"),
        no_rows(
            "The contributions of a level add up exactly to the change of the total",
            f"select {shown}, changes.score_change, min(batch.total_change) as total_change, "
            "sum(batch.contribution) as contributions from {batch} as batch "
            f"left join marts.fct_score_change as changes on {_same('batch', 'changes')} "
            f"and changes.component_code = 'total' group by {shown}, changes.score_change "
            "having changes.score_change is null or sum(batch.contribution) <> changes.score_change "
            "or min(batch.total_change) <> changes.score_change or max(batch.total_change) <> changes.score_change",
        ),
        no_rows(
            "Every change of a total that is the sum of its parts is split at every level that the edition has",
            "select changes.index_code, changes.year, changes.province_id, levels.level, changes.score_change "
            "from marts.fct_score_change as changes inner join (select distinct totals.index_code, totals.year, "
            "parts.level from marts.dim_component as totals inner join marts.dim_component as parts "
            "on totals.index_code = parts.index_code and totals.year = parts.year "
            "and parts.level in ('dimension', 'sub_dimension') "
            "where totals.component_code = 'total' and totals.aggregation = 'sum_of_parts') as levels "
            "on changes.index_code = levels.index_code and changes.year = levels.year "
            f"left join {{batch}} as batch on {_same('changes', 'batch')} and levels.level = batch.level "
            "where changes.component_code = 'total' and changes.score_change is not null and batch.level is null",
        ),
        no_rows(
            "A contribution is the score less the score before, and either is none where there is no such part",
            f"select {shown}, batch.component_code, batch.contribution, current.score, earlier.score as score_before "
            f"from {{batch}} as batch left join marts.fct_score as current on {_same('batch', 'current')} "
            "and batch.component_code = current.component_code "
            "left join marts.fct_score as earlier on batch.index_code = earlier.index_code "
            "and batch.previous_year = earlier.year and batch.previous_province_id = earlier.province_id "
            "and batch.component_code = earlier.component_code "
            "where batch.contribution <> coalesce(current.score, 0) - coalesce(earlier.score, 0) "
            "or batch.score is distinct from current.score or batch.previous_score is distinct from earlier.score",
        ),
        no_rows(
            "What the sub-dimensions of a dimension add is what the dimension adds",
            "select batch.index_code, batch.year, batch.province_id, batch.component_code, batch.contribution, "
            "sum(parts.contribution) as parts_sum from {batch} as batch "
            f"inner join marts.fct_change_decomposition as parts on {_same('batch', 'parts')} "
            "and parts.level = 'sub_dimension' and batch.component_code = parts.parent_component_code "
            "where batch.level = 'dimension' "
            "group by batch.index_code, batch.year, batch.province_id, batch.component_code, batch.contribution "
            "having sum(parts.contribution) <> batch.contribution",
        ),
        no_rows(
            "A contribution is the national shift and the unit's own, exactly",
            f"select {shown}, batch.component_code, batch.contribution, batch.national_shift, batch.own_shift "
            "from {batch} as batch where batch.national_shift + batch.own_shift <> batch.contribution "
            "or (batch.national_shift is null) <> (batch.own_shift is null) "
            "or (batch.national_shift is null) <> (batch.n_compared is null) "
            f"or {_unexplained(('batch.national_shift', 'batch.national_shift_reason'))}",
        ),
        no_rows(
            "A national shift is the mean of the contributions of all units whose total has a change",
            "select batch.index_code, batch.year, batch.level, batch.component_code, count(*) as n_rows, "
            "min(changed.n_units) as n_changed, avg(batch.contribution) as mean, max(batch.national_shift) as shift "
            "from {batch} as batch inner join (select index_code, year, count(score_change) as n_units "
            "from marts.fct_score_change where component_code = 'total' group by index_code, year) as changed "
            "on batch.index_code = changed.index_code and batch.year = changed.year "
            "where batch.national_shift is not null "
            "group by batch.index_code, batch.year, batch.level, batch.component_code "
            "having min(batch.n_compared) <> count(*) or max(batch.n_compared) <> count(*) "
            "or min(changed.n_units) <> count(*) or min(batch.national_shift) <> max(batch.national_shift) "
            "or abs(avg(batch.contribution) - max(batch.national_shift)) > 0.000000001",
        ),
        no_rows(
            "What comes from a change of method is marked and explained, and nothing else is",
            f"select {shown}, batch.component_code, batch.part_status, batch.is_method_change, batch.break_note_en, "
            f"changes.break_kind from {{batch}} as batch left join marts.fct_score_change as changes "
            f"on {_same('batch', 'changes', 'component_code')} "
            "where batch.is_method_change <> "
            "(batch.part_status <> 'same' or coalesce(changes.break_kind, 'none') <> 'none') "
            "or batch.is_method_change <> (batch.break_note_vi is not null) "
            "or batch.is_method_change <> (batch.break_note_en is not null) "
            "or (batch.part_status = 'new') <> (batch.previous_score is null) "
            "or (batch.part_status = 'dropped') <> (batch.score is null)",
        ),
    )


def _fct_group_gap() -> Suite:
    shown = "batch.index_code, batch.year, batch.province_id, batch.score"
    return _suite(
        "marts.fct_group_gap",
        unique(*_UNIT),
        no_rows(
            "Every unit with a total has its gaps, and no other",
            "select scores.index_code, scores.year, scores.province_id, scores.score, batch.score as gap_score "
            "from (select * from marts.fct_score where component_code = 'total' and score is not null) as scores "
            f"full outer join {{batch}} as batch on {_same('scores', 'batch')} "
            "where scores.score is distinct from batch.score",
        ),
        no_rows(
            "The points to the next group lead to where it begins, and there is one unless a reason is given",
            f"select {shown}, batch.group_code, batch.next_group_code, batch.next_group_bound, "
            "batch.points_to_next_group from {batch} as batch where batch.points_to_next_group <= 0 "
            "or batch.score + batch.points_to_next_group <> batch.next_group_bound "
            "or batch.next_group_code = batch.group_code "
            "or (batch.points_to_next_group is null) <> (batch.bound_kind is null) "
            f"or {_unexplained(('batch.points_to_next_group', 'batch.next_group_reason'))}",
        ),
        no_rows(
            "No unit of a better group lies below the bound that a unit has to reach",
            "select batch.index_code, batch.year, batch.next_group_code, max(batch.next_group_bound) as bound, "
            "min(better.score) as lowest from {batch} as batch inner join marts.fct_group_gap as better "
            "on batch.index_code = better.index_code and batch.year = better.year "
            "and batch.next_group_code = better.group_code "
            "group by batch.index_code, batch.year, batch.next_group_code "
            "having round(min(better.score), 2) < max(round(batch.next_group_bound, 2))",
        ),
        no_rows(
            "The points to the next place lead to the lowest of the better scores",
            f"select {shown}, batch.points_to_next_rank, min(others.score) - batch.score as points "
            f"from {{batch}} as batch left join marts.fct_rank as ranks on {_same('batch', 'ranks')} "
            "and ranks.component_code = 'total' and ranks.scope = 'national' and ranks.rank_status = 'computed' "
            "left join marts.fct_group_gap as others on ranks.index_code = others.index_code "
            "and ranks.year = others.year and batch.score < others.score "
            f"group by {shown}, batch.points_to_next_rank "
            "having batch.points_to_next_rank is distinct from min(others.score) - batch.score",
        ),
        no_rows(
            "The gaps to the national mean and the region's best are to those of the summaries",
            f"select {shown}, batch.gap_to_national_mean, country.mean, batch.gap_to_region_best, region.max "
            "from {batch} as batch inner join marts.dim_edition as editions "
            "on batch.index_code = editions.index_code and batch.year = editions.year "
            "inner join marts.dim_province as provinces on batch.province_id = provinces.province_id "
            "and editions.as_of_date >= provinces.valid_from "
            "and editions.as_of_date <= coalesce(provinces.valid_to, editions.as_of_date) "
            "left join marts.fct_edition_summary as country on batch.index_code = country.index_code "
            "and batch.year = country.year and country.component_code = 'total' and country.scope = 'national' "
            "left join marts.fct_edition_summary as region on batch.index_code = region.index_code "
            "and batch.year = region.year and region.component_code = 'total' and region.scope = 'region' "
            "and region.scope_value = provinces.region_code "
            "where batch.gap_to_national_mean is distinct from batch.score - country.mean "
            "or batch.gap_to_region_best is distinct from batch.score - region.max",
        ),
        no_rows(
            "A gap that is not known has its reason in both languages, and only such a one",
            f"select {shown} from {{batch}} as batch where "
            + _unexplained(
                ("batch.points_to_next_rank", "batch.next_rank_reason"),
                ("batch.gap_to_national_mean", "batch.national_mean_reason"),
                ("batch.gap_to_region_best", "batch.region_best_reason"),
            ),
        ),
    )


def _fct_place_gap() -> Suite:
    return _suite(
        "marts.fct_place_gap",
        unique(*_UNIT, "places_up"),
        no_rows(
            "Every unit with a computed place has the ten places above it, or as many as there are",
            "select ranks.index_code, ranks.year, ranks.province_id, ranks.rank, count(batch.places_up) as n_places "
            f"from marts.fct_rank as ranks left join {{batch}} as batch on {_same('ranks', 'batch')} "
            "where ranks.component_code = 'total' and ranks.scope = 'national' and ranks.rank_status = 'computed' "
            "group by ranks.index_code, ranks.year, ranks.province_id, ranks.rank "
            "having count(batch.places_up) <> least(10, ranks.rank - 1) "
            "or min(batch.places_up) <> 1 or max(batch.places_up) <> count(*)",
        ),
        no_rows(
            "With the target score a unit would have the place that is told, and with less it would not",
            "select batch.index_code, batch.year, batch.province_id, batch.places_up, batch.target_rank, "
            "batch.reached_rank, batch.target_score, batch.points_needed, "
            "count(case when others.score > batch.target_score then 1 end) as n_better, "
            "count(case when others.score >= batch.target_score then 1 end) as n_better_or_equal "
            "from {batch} as batch inner join marts.fct_score as others on batch.index_code = others.index_code "
            "and batch.year = others.year and others.component_code = 'total' "
            "group by batch.index_code, batch.year, batch.province_id, batch.places_up, batch.rank, batch.score, "
            "batch.target_rank, batch.reached_rank, batch.target_score, batch.points_needed "
            "having n_better + 1 <> batch.reached_rank or batch.reached_rank > batch.target_rank "
            "or n_better_or_equal < batch.target_rank or batch.target_rank <> batch.rank - batch.places_up "
            "or batch.points_needed <> batch.target_score - batch.score or batch.points_needed <= 0",
        ),
    )


def _fct_component_headroom() -> Suite:
    shown = "batch.index_code, batch.year, batch.province_id, batch.component_code, batch.score"
    part = _same("batch", "{other}", "component_code")
    return _suite(
        "marts.fct_component_headroom",
        unique(*_UNIT, "component_code"),
        no_rows(
            "Every sub-dimension with a score is there, with that score",
            "select scores.index_code, scores.year, scores.province_id, scores.component_code, scores.score "
            "from marts.fct_score as scores inner join marts.dim_component as components "
            "on scores.index_code = components.index_code and scores.year = components.year "
            "and scores.component_code = components.component_code and components.level = 'sub_dimension' "
            f"left join {{batch}} as batch on {part.replace('{other}', 'scores')} "
            "where scores.score is not null and batch.score is distinct from scores.score",
        ),
        no_rows(
            "Points lost are the maximum less the score, no less than none, and missing only with a reason",
            f"select {shown}, batch.max_score, batch.points_lost, batch.points_lost_status from {{batch}} as batch "
            "where batch.points_lost is distinct from case when batch.points_lost_status = 'computed' "
            "and batch.score is not null then batch.max_score - batch.score else batch.points_lost end "
            "or batch.points_lost < 0 or batch.points_lost > batch.max_score "
            "or (batch.score is not null and batch.max_score is not null and batch.points_lost is null) "
            "or (batch.points_lost is null) <> (batch.points_lost_status is null) "
            f"or {_unexplained(('batch.points_lost', 'batch.points_lost_reason'))}",
        ),
        no_rows(
            "The gap to the best is to that of the summaries, and no score is above it",
            f"select {shown}, batch.gap_to_best, summaries.max from {{batch}} as batch "
            "left join marts.fct_edition_summary as summaries on batch.index_code = summaries.index_code "
            "and batch.year = summaries.year and batch.component_code = summaries.component_code "
            "and summaries.scope = 'national' "
            "where batch.gap_to_best is distinct from batch.score - summaries.max or batch.gap_to_best > 0 "
            f"or {_unexplained(('batch.gap_to_best', 'batch.gap_to_best_reason'))}",
        ),
        no_rows(
            "The order counts the parts of the unit that lost more",
            f"select {shown}, batch.headroom_order, batch.n_ordered, count(others.points_lost) as n_known, "
            "count(case when others.points_lost > batch.points_lost then 1 end) + 1 as place "
            "from {batch} as batch left join marts.fct_component_headroom as others "
            f"on {_same('batch', 'others', 'level')} "
            f"group by {shown}, batch.points_lost, batch.headroom_order, batch.n_ordered, batch.n_parts "
            "having batch.headroom_order is distinct from case when batch.points_lost is not null then place end "
            "or n_known <> batch.n_ordered or batch.n_ordered > batch.n_parts",
        ),
    )


# By the table that each suite guards, as in expectations.marts.
SUITES = {
    "marts.fct_change_decomposition": _fct_change_decomposition,
    "marts.fct_group_gap": _fct_group_gap,
    "marts.fct_place_gap": _fct_place_gap,
    "marts.fct_component_headroom": _fct_component_headroom,
}
