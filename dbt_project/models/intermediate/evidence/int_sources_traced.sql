-- Sources that speak with one voice: a copy with what it copies, and those that state the very same list of three or
-- more figures with each other.
with lists as (
    select
        source_id,
        count(*) as n_figures,
        {{ list_of(
            figure_key('index_code', 'year', 'subject', 'component_code', 'measure', 'scope', 'compared_year')
            ~ " || '=' || value_text",
            figure_key('index_code', 'year', 'subject', 'component_code', 'measure', 'scope', 'compared_year')
            ~ " || '=' || value_text"
        ) }} as figures
    from {{ ref('int_observations_reported') }}
    group by source_id
),

voices as (
    select
        sources.source_id,
        coalesce(sources.copy_of, sources.source_id) as original_source_id,
        case when lists.n_figures >= 3 then lists.figures end as figures
    from {{ ref('int_sources_combined') }} as sources
    left join lists
        on sources.source_id = lists.source_id
)

select
    voices.source_id,
    min(coalesce(same_list.original_source_id, voices.original_source_id)) as original_source_id
from voices
left join voices as same_list
    on voices.figures = same_list.figures
group by voices.source_id
