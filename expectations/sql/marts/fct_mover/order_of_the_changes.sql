-- Risers and fallers are in the order of their changes
with counted as (
    select
        batch.index_code, batch.year, batch.span_years, batch.province_id, batch.span_score_change,
        batch.riser_order, batch.faller_order,
        count(case when others.span_score_change > batch.span_score_change then 1 end) + 1 as n_before,
        count(case when others.span_score_change < batch.span_score_change then 1 end) + 1 as n_behind
    from {{ batch }} as batch
    inner join {{ batch }} as others using (index_code, year, span_years)
    group by all
)

select *
from counted
where
    riser_order <> n_before
    or faller_order <> n_behind
    or (riser_order is not null and span_score_change <= 0)
    or (faller_order is not null and span_score_change >= 0)
