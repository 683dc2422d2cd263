-- For which of the disputed values each rule speaks. Of two that agree with one another the finer one counts.
with spoken as (
    select * from {{ ref('int_evidence_changes') }}
    union all
    select * from {{ ref('int_evidence_part_sums') }}
    union all
    select * from {{ ref('int_evidence_rank_orders') }}
    union all
    select * from {{ ref('int_evidence_extremes') }}
    union all
    select * from {{ ref('int_evidence_documents') }}
)

select
    coarse.figure_key,
    coarse.value,
    coarse.decimals,
    coarse.resolution_rule,
    rules.priority,
    rules.is_strong
from spoken as coarse
inner join {{ ref('resolution_rules') }} as rules
    on coarse.resolution_rule = rules.resolution_rule
left join spoken as fine
    on
        coarse.figure_key = fine.figure_key
        and coarse.resolution_rule = fine.resolution_rule
        and coarse.decimals < fine.decimals
        and {{ values_agree('coarse.value', 'coarse.decimals', 'fine.value', 'fine.decimals') }}
where fine.figure_key is null
