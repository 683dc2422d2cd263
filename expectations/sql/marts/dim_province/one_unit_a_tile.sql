-- A tile of the map is one unit's
select province_id, boundary_set, tile_row, tile_column
from {{ batch }}
where
    is_latest
    and (boundary_set, tile_row, tile_column) in (
        select (boundary_set, tile_row, tile_column)
        from {{ batch }}
        where is_latest
        group by all
        having count(*) > 1
    )
