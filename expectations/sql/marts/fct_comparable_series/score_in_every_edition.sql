-- A run has a score in every edition from its first to its last
select
    batch.index_code, batch.component_code, batch.province_id, batch.includes_soft_breaks,
    batch.start_year, batch.end_year, batch.n_editions, count(*) as n_between
from {{ batch }} as batch
inner join marts.dim_edition as editions
    on
        batch.index_code = editions.index_code
        and editions.year between batch.start_year and batch.end_year
        and not editions.is_pilot
group by all
having count(*) <> batch.n_editions
