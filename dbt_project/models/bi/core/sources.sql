with figures as (
    select
        source_id,
        cast(count(*) as integer) as n_figures,
        cast(count(case when is_chosen then 1 end) as integer) as n_chosen_figures
    from {{ ref('fct_observation') }}
    group by source_id
)

select
    sources.source_id,
    sources.title as source_title,
    sources.publisher,
    sources.publisher_vi,
    sources.publisher_en,
    sources.kind,
    {{ labels('kind', 'sources.kind') }},
    sources.trust_tier,
    {{ labels('trust_tier', 'sources.trust_tier') }},
    sources.url,
    sources.published_on,
    {% for language in ['vi', 'en'] %}
        {{ capitalised('sources.publisher_' ~ language) }}
        || case
            when sources.title in (sources.url, sources.publisher) then coalesce(': ' || sources.url, '')
            else {{ sentence('document_titled', language, title='sources.title') }}
        end
        || coalesce(', ' || {{ date_text('sources.published_text', language) }}, '') as citation_{{ language }},
    {% endfor %}
    sources.copy_of,
    originals.title as copy_of_title,
    sources.note_vi,
    sources.note_en,
    coalesce(figures.n_figures, 0) as n_figures,
    coalesce(figures.n_chosen_figures, 0) as n_chosen_figures,
    sources.obtained_on,
    sources.raw_file,
    sources.raw_file_sha256
from {{ ref('dim_source') }} as sources
left join {{ ref('dim_source') }} as originals
    on sources.copy_of = originals.source_id
left join figures
    on sources.source_id = figures.source_id
