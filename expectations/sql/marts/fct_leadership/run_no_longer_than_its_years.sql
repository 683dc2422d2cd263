-- A run is no longer than the years that it is made of, and a lower bound only where more is possible
select *
from {{ batch }}
where
    longest_run > n_years_in_top
    or n_years_in_top > n_editions_ranked
    or n_editions_ranked > n_editions_existing
    or n_years_in_top_at_most < n_years_in_top
    or (longest_run = 0) <> (run_start_year is null)
    or (n_years_in_top = 0) <> (years_in_top is null)
    or is_lower_bound <> (longest_run_at_most > longest_run)
