-- Regional means, weighted by the number of units, must give the national mean. Each disputed value is held against all
-- combinations of what is stated for the other regions: it is out where none gives the national mean even with all that
-- rounding may hide. Where several do, one may be the only one to give it as printed.
with recursive members as (
    select
        tie_id,
        figure_key,
        rule,
        coefficient,
        row_number() over (partition by tie_id order by figure_key) as position,
        count(*) over (partition by tie_id) as n_members
    from {{ ref('int_figures_tied') }}
    where rule in ('part_mean', 'part_of_mean')
),

stated as (
    select
        figure_key,
        value,
        decimals,
        true as is_disputed
    from {{ ref('int_values_disputed') }}
    union all
    select
        figure_key,
        value,
        decimals,
        false as is_disputed
    from {{ ref('int_figures_agreed') }}
    where value is not null
),

candidates as (
    select
        members.tie_id,
        members.position,
        members.n_members,
        members.figure_key,
        stated.value,
        stated.decimals,
        stated.is_disputed,
        cast(members.coefficient * stated.value as decimal(18, 5)) as amount,
        cast(abs(members.coefficient) * 0.5 / {{ power_of_ten('stated.decimals') }} as decimal(18, 5)) as rounding,
        members.rule = 'part_mean' as is_whole
    from members
    inner join stated
        on members.figure_key = stated.figure_key
),

-- Equal sums count once, so that their number is bounded by what means can be and not by what is stated.
combined as (
    select
        tie_id,
        figure_key,
        value,
        decimals,
        cast(0 as bigint) as position,
        n_members,
        cast(0 as decimal(18, 5)) as total,
        cast(0 as decimal(18, 5)) as rounding,
        cast(0 as decimal(18, 5)) as rounding_of_whole
    from candidates
    where is_disputed
    union
    select
        combined.tie_id,
        combined.figure_key,
        combined.value,
        combined.decimals,
        candidates.position,
        combined.n_members,
        cast(combined.total + candidates.amount as decimal(18, 5)) as total,
        cast(combined.rounding + candidates.rounding as decimal(18, 5)) as rounding,
        cast(
            combined.rounding_of_whole + case when candidates.is_whole then candidates.rounding else 0 end
            as decimal(18, 5)
        ) as rounding_of_whole
    from combined
    inner join candidates
        on
            combined.tie_id = candidates.tie_id
            and combined.position + 1 = candidates.position
            and (
                combined.figure_key <> candidates.figure_key
                or (combined.value = candidates.value and combined.decimals = candidates.decimals)
            )
),

judged as (
    select
        figure_key,
        value,
        decimals,
        max(case when abs(total) <= rounding then 1 else 0 end) as part_mean,
        max(case when abs(total) <= rounding_of_whole then 1 else 0 end) as printed_mean
    from combined
    where position = n_members
    group by figure_key, value, decimals
),

compared as (
    select
        *,
        min(part_mean) over (partition by figure_key) as least_part_mean,
        min(printed_mean) over (partition by figure_key) as least_printed_mean
    from judged
)

{% for rule in ['part_mean', 'printed_mean'] %}
    select
        figure_key,
        value,
        decimals,
        '{{ rule }}' as resolution_rule
    from compared
    where
        {{ rule }} = 1
        and least_{{ rule }} = 0
    {% if not loop.last %}union all{% endif %}
{% endfor %}
