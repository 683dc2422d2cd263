-- What a score of an edition on former boundaries comes to for the provinces of today: the mean of the members' scores,
-- weighted with their population at the census of 2019. Only where every member has a score; the range of the members'
-- scores stands beside it, since a mean hides it. No publisher has stated these figures.
with members as (
    select
        succession.successor_id,
        succession.predecessor_id,
        provinces.text_name_vi as name_vi,
        provinces.text_name_en as name_en,
        provinces.population_2019,
        count(*) over (partition by succession.successor_id) as n_members,
        sum(provinces.population_2019) over (partition by succession.successor_id) as population
    from {{ ref('bridge_province_succession') }} as succession
    inner join {{ ref('dim_province') }} as provinces
        on
            succession.predecessor_id = provinces.province_id
            and provinces.is_latest
),

grid as (
    select distinct
        scores.index_code,
        scores.year,
        scores.component_code,
        members.successor_id
    from {{ ref('int_scores_held') }} as scores
    inner join {{ ref('editions') }} as editions
        on
            {{ same('scores', 'editions', 'index_code', 'year') }}
            and not editions.is_pilot
    inner join members
        on scores.province_id = members.predecessor_id
),

scored as (
    select
        grid.index_code,
        grid.year,
        grid.component_code,
        members.successor_id,
        members.predecessor_id,
        members.name_vi,
        members.name_en,
        members.population_2019,
        members.n_members,
        members.population,
        scores.score,
        row_number() over (
            partition by grid.index_code, grid.year, grid.component_code, grid.successor_id
            order by scores.score asc nulls last, members.predecessor_id asc
        ) as order_from_lowest,
        row_number() over (
            partition by grid.index_code, grid.year, grid.component_code, grid.successor_id
            order by scores.score desc nulls last, members.predecessor_id asc
        ) as order_from_highest
    from grid
    inner join members
        on grid.successor_id = members.successor_id
    left join {{ ref('int_scores_held') }} as scores
        on
            {{ same('grid', 'scores', 'index_code', 'year', 'component_code') }}
            and members.predecessor_id = scores.province_id
),

covered as (
    select
        index_code,
        year,
        successor_id,
        component_code,
        n_members,
        count(score) as n_members_scored,
        -- Populations and not the shares of the bridge: those are rounded to six decimals.
        {{ divided('sum(score * population_2019)', 'max(population)') }} as weighted_mean,
        {{ divided('sum(case when score is not null then population_2019 else 0 end)', 'max(population)', 6) }}
            as share_covered,
        max(case when order_from_lowest = 1 and score is not null then predecessor_id end) as lowest_member_id,
        min(score) as lowest_member_score,
        max(case when order_from_highest = 1 and score is not null then predecessor_id end) as highest_member_id,
        max(score) as highest_member_score,
        {{ list_of('case when score is null then name_vi end', fold_name('name_vi')) }} as missing_vi,
        {{ list_of('case when score is null then name_en end', fold_name('name_vi')) }} as missing_en
    from scored
    group by index_code, year, successor_id, component_code, n_members
)

select
    index_code,
    year,
    successor_id as province_id,
    component_code,
    cast(case when n_members_scored = n_members then weighted_mean end as {{ score_type() }}) as score,
    case when n_members_scored = n_members then 'backcast' end as score_status,
    cast(n_members as integer) as n_members,
    cast(n_members_scored as integer) as n_members_scored,
    cast(share_covered as decimal(7, 6)) as population_share_covered,
    lowest_member_id,
    lowest_member_score,
    highest_member_id,
    highest_member_score,
    {{ sentence('no_score_of', 'vi', members='missing_vi') }} as missing_reason_vi,
    {{ sentence('no_score_of', 'en', members='missing_en') }} as missing_reason_en
from covered
