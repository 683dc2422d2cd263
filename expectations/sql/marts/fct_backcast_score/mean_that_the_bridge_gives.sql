-- A back-cast is of an edition on the boundaries of its members, and the mean that the bridge gives
select
    batch.index_code, batch.year, batch.province_id, batch.component_code, batch.score,
    sum(members.score * bridge.population_share) as mean_of_members
from {{ batch }} as batch
inner join marts.bridge_province_succession as bridge
    on batch.province_id = bridge.successor_id
left join {{ held_scores }} as members
    on
        batch.index_code = members.index_code
        and batch.year = members.year
        and bridge.predecessor_id = members.province_id
        and batch.component_code = members.component_code
where batch.score is not null
group by all
having
    count(members.score) < count(*)
    -- The shares of the bridge have six decimals.
    or abs(sum(members.score * bridge.population_share) - batch.score) > 0.0001 * batch.score
