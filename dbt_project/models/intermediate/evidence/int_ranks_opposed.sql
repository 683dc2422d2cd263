-- Ranks on which all sources of their unit agree, and which cannot all be right.
with opposed as (
    {{ opposed_ranks(ref('int_figures_agreed')) }}
)

select * from opposed
