-- The gaps to the national mean and the region's best are to those of the summaries, none of a score on another scale
select
    batch.index_code, batch.year, batch.province_id, batch.score,
    batch.gap_to_national_mean, country.mean, batch.gap_to_region_best, region.max
from {{ batch }} as batch
inner join marts.dim_edition as editions using (index_code, year)
inner join marts.fct_score as scores
    on
        batch.index_code = scores.index_code
        and batch.year = scores.year
        and batch.province_id = scores.province_id
        and scores.component_code = 'total'
inner join marts.dim_province as provinces
    on
        batch.province_id = provinces.province_id
        and editions.as_of_date between provinces.valid_from and coalesce(provinces.valid_to, editions.as_of_date)
left join marts.fct_edition_summary as country
    on
        batch.index_code = country.index_code
        and batch.year = country.year
        and country.component_code = 'total'
        and country.scope = 'national'
left join marts.fct_edition_summary as region
    on
        batch.index_code = region.index_code
        and batch.year = region.year
        and region.component_code = 'total'
        and region.scope = 'region'
        and provinces.region_code = region.scope_value
where
    batch.gap_to_national_mean
    is distinct from case when scores.scale_note_en is null then batch.score - country.mean end
    or batch.gap_to_region_best
    is distinct from case when scores.scale_note_en is null and region.n > 1 then batch.score - region.max end
