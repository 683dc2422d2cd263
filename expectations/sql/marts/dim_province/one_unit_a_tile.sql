-- A tile of the map is one unit's
select
    province_id,
    boundary_set,
    tile_row,
    tile_column
from {{ batch }}
where is_latest
qualify count(*) over (partition by boundary_set, tile_row, tile_column) > 1
