-- A peer is another unit of the edition: of the same region, or a city as the unit is
select batch.index_code, batch.year, batch.province_id, batch.peer_kind, batch.peer_province_id
from {{ batch }} as batch
inner join marts.dim_edition as editions using (index_code, year)
left join marts.dim_province as own
    on
        batch.province_id = own.province_id
        and editions.as_of_date between own.valid_from and coalesce(own.valid_to, editions.as_of_date)
left join marts.dim_province as peers
    on
        batch.peer_province_id = peers.province_id
        and editions.as_of_date between peers.valid_from and coalesce(peers.valid_to, editions.as_of_date)
where
    own.province_id is null
    or peers.province_id is null
    or own.province_id = peers.province_id
    or (batch.peer_kind = 'region' and own.region_code <> peers.region_code)
    or (
        batch.peer_kind = 'unit_type'
        and not (own.unit_type = 'municipality' and peers.unit_type = 'municipality')
    )
