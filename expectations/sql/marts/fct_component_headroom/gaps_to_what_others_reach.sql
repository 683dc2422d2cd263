-- Gaps to the region, the peers and the 90th percentile are to what others reach, and missing only with a reason
with percentiles as (
    select
        index_code, year, province_id, component_code, score,
        score - gap_to_national_p90 as national_p90,
        score - gap_to_peer_best as peer_best,
        score - gap_to_region_best as region_best,
        gap_to_best, gap_to_national_p90, gap_to_peer_best, gap_to_region_best,
        national_p90_reason_vi, national_p90_reason_en, peer_best_reason_vi, peer_best_reason_en,
        region_best_reason_vi, region_best_reason_en
    from {{ batch }}
),

counted as (
    select
        batch.index_code, batch.year, batch.component_code, batch.national_p90,
        count(*) as n,
        count(case when scores.score <= batch.national_p90 then 1 end) as n_not_above,
        count(case when scores.score < batch.national_p90 then 1 end) as n_below,
        count(case when scores.score = batch.national_p90 then 1 end) as n_equal
    from (select distinct index_code, year, component_code, national_p90 from percentiles) as batch
    inner join {{ held_scores }} as scores using (index_code, year, component_code)
    where batch.national_p90 is not null and scores.score is not null
    group by all
),

peers as (
    select
        pairs.index_code, pairs.year, pairs.province_id, scores.component_code, max(scores.score) as best
    from marts.fct_peer as pairs
    inner join {{ held_scores }} as scores
        on
            pairs.index_code = scores.index_code
            and pairs.year = scores.year
            and pairs.peer_province_id = scores.province_id
    where pairs.peer_kind = 'profile'
    group by all
)

select percentiles.*, counted.n, counted.n_not_above, peers.best as best_of_peers
from percentiles
left join counted using (index_code, year, component_code, national_p90)
left join peers using (index_code, year, province_id, component_code)
where
    counted.n_not_above * 10 < counted.n * 9
    or counted.n_below * 10 >= counted.n * 9
    or counted.n_equal = 0
    or percentiles.peer_best <> peers.best
    or percentiles.gap_to_region_best > 0
    or percentiles.gap_to_best > percentiles.gap_to_region_best
    or percentiles.gap_to_best > percentiles.gap_to_national_p90
    or percentiles.gap_to_best > percentiles.gap_to_peer_best
    or (percentiles.gap_to_national_p90 is null) <> (percentiles.national_p90_reason_vi is not null)
    or (percentiles.gap_to_national_p90 is null) <> (percentiles.national_p90_reason_en is not null)
    or (percentiles.gap_to_peer_best is null) <> (percentiles.peer_best_reason_vi is not null)
    or (percentiles.gap_to_peer_best is null) <> (percentiles.peer_best_reason_en is not null)
    or (percentiles.gap_to_region_best is null) <> (percentiles.region_best_reason_vi is not null)
    or (percentiles.gap_to_region_best is null) <> (percentiles.region_best_reason_en is not null)
