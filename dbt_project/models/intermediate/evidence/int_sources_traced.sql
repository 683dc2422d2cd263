-- Sources that speak with one voice: a copy with what it copies in the end, and those that state the very same list of
-- three or more figures with each other.
with recursive copies as (
    select
        source_id,
        source_id as original_source_id
    from {{ ref('int_sources_combined') }}
    union
    select
        copies.source_id,
        sources.copy_of as original_source_id
    from copies
    inner join {{ ref('int_sources_combined') }} as sources
        on copies.original_source_id = sources.source_id
    where sources.copy_of is not null
),

originals as (
    select
        copies.source_id,
        copies.original_source_id
    from copies
    inner join {{ ref('int_sources_combined') }} as sources
        on copies.original_source_id = sources.source_id
    where sources.copy_of is null
),

lists as (
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
        originals.source_id,
        originals.original_source_id,
        case when lists.n_figures >= 3 then lists.figures end as figures
    from originals
    left join lists
        on originals.source_id = lists.source_id
),

spoken_for as (
    select
        voices.source_id,
        min(coalesce(same_list.original_source_id, voices.original_source_id)) as original_source_id
    from voices
    left join voices as same_list
        on voices.figures = same_list.figures
    group by voices.source_id
)

-- What a copy repeats may itself be spoken for by another with its list.
select
    spoken_for.source_id,
    by_others.original_source_id
from spoken_for
inner join spoken_for as by_others
    on spoken_for.original_source_id = by_others.source_id
