-- What follows is the level and the reported change, taken back where the level is the later one
select *
from {{ batch }}
where
    derived_value <> level_value
    + reported_change * case when year > level_year then 1 else -1 end * case measure when 'rank' then -1 else 1 end
