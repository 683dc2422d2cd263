-- A target whose index, year, unit, component, measure or value is not known would be held against nothing.
{{ config(group='claims') }}
select
    target_id,
    problem_vi,
    problem_en
from {{ ref('int_targets_resolved') }}
where problem_en is not null
