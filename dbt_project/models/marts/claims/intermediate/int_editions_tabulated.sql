select distinct
    index_code,
    year
from {{ ref('int_figures_stated') }}
where is_official
