-- Mean and median lie between the extremes, and the spread is no wider
select *
from {{ batch }}
where
    mean not between min and max
    or median not between min and max
    or stddev < 0
    or stddev > max - min
