-- A statement that contradicts a rank, mean or lowest or highest score that is computed has its conflict here
with computed as (
    select
        index_code, year, component_code, scope, scope_value, province_id, 'rank' as measure,
        cast(rank as double) as value
    from marts.fct_rank
    where computed_rank is not null
    union all
    select
        index_code, year, component_code, scope, scope_value, null as province_id, measure,
        cast(value as double) as value
    from (
        unpivot marts.fct_edition_summary
        on mean, median, min, max into name measure value value
    )
    where summary_status = 'computed'
)

select computed.*, observations.observation_id, observations.value_text
from computed
inner join marts.fct_observation as observations
    on
        computed.index_code = observations.index_code
        and computed.year = observations.year
        and computed.component_code = observations.component_code
        and computed.measure = observations.measure
        and computed.scope = observations.scope
        and computed.scope_value = observations.scope_value
        and coalesce(computed.province_id, '') = coalesce(observations.province_id, '')
left join {{ batch }} as batch
    on
        computed.index_code = batch.index_code
        and computed.year = batch.year
        and computed.component_code = batch.component_code
        and computed.measure = batch.measure
        and computed.scope = batch.scope
        and computed.scope_value = batch.scope_value
        and coalesce(computed.province_id, '') = coalesce(batch.province_id, '')
where
    batch.index_code is null
    and abs(computed.value - observations.value)
    > case when computed.measure = 'rank' then 0.5 else 1.5 * power(0.1, observations.decimals) end
