-- A shift of one sign is explained: say in dbt_project/seeds/component_breaks.csv whether the method changed (soft or
-- hard) or the scores did (none)
select index_code, year, component_code, n_in_both, n_up, n_down, mean_shift
from {{ batch }}
where is_one_sign and not is_listed
