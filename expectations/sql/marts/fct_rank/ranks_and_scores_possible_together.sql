-- No unit has a better score than one ranked above it, and units share a rank only with one score or in one document
with printed as (
    select
        stated.index_code, stated.year, stated.province_id, stated.component_code, stated.value as score,
        power(0.1, stated.decimals) as unit
    from marts.fct_observation as stated
    inner join marts.fct_score as scores using (index_code, year, province_id, component_code)
    where
        stated.is_chosen and stated.measure = 'score' and stated.subject_type = 'province'
        and scores.scale_note_en is null
),

stated as (
    select index_code, year, province_id, component_code, scope, value, source_id
    from marts.fct_observation
    where measure = 'rank'
)

select
    batch.index_code, batch.year, batch.component_code, batch.scope, batch.scope_value,
    batch.province_id, batch.rank, scores.score,
    others.province_id as other_province_id, others.rank as other_rank, other_scores.score as other_score
from {{ batch }} as batch
inner join {{ batch }} as others using (index_code, year, component_code, scope, scope_value)
left join printed as scores
    on
        batch.index_code = scores.index_code
        and batch.year = scores.year
        and batch.component_code = scores.component_code
        and batch.province_id = scores.province_id
left join printed as other_scores
    on
        others.index_code = other_scores.index_code
        and others.year = other_scores.year
        and others.component_code = other_scores.component_code
        and others.province_id = other_scores.province_id
where
    batch.province_id <> others.province_id
    and batch.computed_rank is null
    and (
        (batch.rank <= others.rank and scores.score <= other_scores.score - greatest(scores.unit, other_scores.unit))
        or (
            batch.rank = others.rank
            and (scores.score is null or other_scores.score is null)
            and not exists (
                select 1
                from stated as one
                inner join stated as other using (index_code, year, component_code, scope, value, source_id)
                where
                    one.index_code = batch.index_code
                    and one.year = batch.year
                    and one.component_code = batch.component_code
                    and one.scope = batch.scope
                    and one.value = batch.rank
                    and one.province_id = batch.province_id
                    and other.province_id = others.province_id
            )
        )
    )
