-- Ranks gained among the units ranked twice follow from their order, and are missing only with a reason
with ranked as (
    select
        index_code, year, province_id, component_code, rank, n_ranked,
        count(*) over (partition by index_code, year, component_code) as n_held
    from marts.fct_rank
    where scope = 'national'
),

twice as (
    select
        batch.index_code, batch.year, batch.province_id, batch.component_code,
        rank() over (edition order by earlier.rank) - rank() over (edition order by later.rank) as recomputed
    from {{ batch }} as batch
    inner join ranked as later using (index_code, year, province_id, component_code)
    inner join ranked as earlier
        on
            batch.index_code = earlier.index_code
            and batch.previous_year = earlier.year
            and batch.previous_province_id = earlier.province_id
            and batch.component_code = earlier.component_code
    where later.n_held = later.n_ranked and earlier.n_held = earlier.n_ranked
    window edition as (partition by batch.index_code, batch.year, batch.component_code)
)

select
    batch.index_code, batch.year, batch.province_id, batch.component_code, batch.rank_change,
    batch.rank_change_same_units, batch.n_ranked, batch.previous_n_ranked, batch.same_units_reason_en, twice.recomputed
from {{ batch }} as batch
left join twice using (index_code, year, province_id, component_code)
where
    batch.rank_change_same_units <> twice.recomputed
    or (batch.rank_change is not null and twice.recomputed is not null and batch.rank_change_same_units is null)
    or (batch.rank_change is null and batch.rank_change_same_units is not null)
    or (batch.rank_change_same_units is null) <> (batch.same_units_reason_vi is not null)
    or (batch.rank_change_same_units is null) <> (batch.same_units_reason_en is not null)
