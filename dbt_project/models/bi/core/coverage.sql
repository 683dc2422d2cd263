select
    coverage.index_code,
    indices.name_vi as index_name_vi,
    indices.name_en as index_name_en,
    coverage.year,
    editions.is_pilot,
    editions.boundary_set,
    {{ labels('boundary_set', 'editions.boundary_set') }},
    coverage.units_expected,
    coverage.units_scored,
    coverage.units_with_score,
    coverage.units_with_rank,
    coverage.units_in_conflict,
    coverage.ranks_in_conflict,
    coverage.is_complete,
    {% for language in ['vi', 'en'] %}
        indices.short_name || ' ' || cast(coverage.year as varchar) || ': '
        || case
            when coverage.is_complete and coverage.units_scored = coverage.units_expected
                then {{ sentence('covered_in_full', language, n='coverage.units_scored') }}
            when coverage.is_complete
                then {{ sentence(
                    'covered_as_scored', language, n='coverage.units_scored', all='coverage.units_expected'
                ) }}
            else {{ sentence(
                'covered_in_part', language,
                n='coverage.units_with_score', ranks='coverage.units_with_rank', all='coverage.units_scored'
            ) }}
        end
        || case
            when coverage.units_in_conflict > 0
                then {{ sentence('covered_with_open_figures', language, n='coverage.units_in_conflict') }}
            else ''
        end
        || case
            when coverage.ranks_in_conflict > 0
                then {{ sentence('covered_with_open_ranks', language, n='coverage.ranks_in_conflict') }}
            else ''
        end
        || '.' as coverage_{{ language }},
    {% endfor %}
    coverage.missing_units as missing_units_vi,
    coverage.missing_units_en
from {{ ref('fct_coverage') }} as coverage
inner join {{ ref('dim_index') }} as indices
    on coverage.index_code = indices.index_code
inner join {{ ref('dim_edition') }} as editions
    on {{ same('coverage', 'editions', 'index_code', 'year') }}
