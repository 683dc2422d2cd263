select
    resolution_rule,
    priority,
    is_strong,
    explanation_vi,
    explanation_en
from {{ ref('resolution_rules') }}
