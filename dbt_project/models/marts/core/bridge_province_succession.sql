select
    predecessor_id,
    successor_id,
    effective_date,
    population_share,
    legal_basis
from {{ ref('province_succession') }}
