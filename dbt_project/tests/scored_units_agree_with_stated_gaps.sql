-- units_scored says how many totals the publisher gave; unscored_units says who has none.
select
    editions.index_code,
    editions.year,
    editions.units_expected,
    editions.units_scored,
    count(gaps.province_id) as n_without_total
from {{ ref('editions') }} as editions
left join {{ ref('int_components_unscored') }} as gaps
    on
        {{ same('editions', 'gaps', 'index_code', 'year') }}
        and gaps.component_code = 'total'
group by editions.index_code, editions.year, editions.units_expected, editions.units_scored
having editions.units_expected - editions.units_scored <> count(gaps.province_id)
