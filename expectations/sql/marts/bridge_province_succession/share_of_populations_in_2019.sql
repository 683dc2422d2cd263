-- A share is that of the populations counted in 2019
select
    batch.predecessor_id, batch.successor_id, batch.population_share,
    former.population_2019, later.population_2019 as successor_population
from {{ batch }} as batch
inner join marts.dim_province as former
    on
        batch.predecessor_id = former.province_id
        and former.is_latest
inner join marts.dim_province as later
    on
        batch.successor_id = later.province_id
        and later.is_latest
where
    abs(batch.population_share * later.population_2019 - former.population_2019)
    > later.population_2019 * 0.000001
