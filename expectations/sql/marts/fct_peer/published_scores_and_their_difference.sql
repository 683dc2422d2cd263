-- The scores beside a peer are those published, and their difference where they are on one scale
select
    batch.index_code, batch.year, batch.province_id, batch.peer_province_id,
    batch.score, batch.peer_score, batch.score_difference
from {{ batch }} as batch
left join {{ held_scores }} as own
    on
        batch.index_code = own.index_code
        and batch.year = own.year
        and batch.province_id = own.province_id
        and own.component_code = 'total'
left join {{ held_scores }} as peers
    on
        batch.index_code = peers.index_code
        and batch.year = peers.year
        and batch.peer_province_id = peers.province_id
        and peers.component_code = 'total'
where
    batch.score is distinct from own.score
    or batch.peer_score is distinct from peers.score
    or batch.score_difference
    is distinct from case when coalesce(own.scale_note_en, peers.scale_note_en) is null then own.score - peers.score end
