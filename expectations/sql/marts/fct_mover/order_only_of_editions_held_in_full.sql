-- Only editions held in full have an order, and there every unit that moved
select
    batch.index_code, batch.year, batch.span_years, batch.province_id, batch.span_score_change,
    batch.riser_order, batch.faller_order, batch.n_changes
from {{ batch }} as batch
inner join marts.fct_coverage as later using (index_code, year)
inner join marts.fct_coverage as earlier
    on
        batch.index_code = earlier.index_code
        and batch.from_year = earlier.year
where
    (
        coalesce(batch.riser_order, batch.faller_order) is not null
        and not (later.is_complete and earlier.is_complete)
    )
    or (coalesce(batch.riser_order, batch.faller_order) is null) <> (batch.order_reason_vi is not null)
    or (coalesce(batch.riser_order, batch.faller_order) is null) <> (batch.order_reason_en is not null)
    or (batch.span_score_change is null) <> (batch.span_reason_vi is not null)
    or (batch.span_score_change is null) <> (batch.span_reason_en is not null)
