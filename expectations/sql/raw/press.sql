select
    file, line, index_code, year, source_id,
    score as figure, rank || n_ranked as places, score || rank || score_group as said
from raw.reported_scores
union all
select file, line, index_code, year, source_id, value as figure, '' as places, value as said
from raw.reported_changes
union all
select file, line, index_code, year, source_id, value as figure, '' as places, value as said
from raw.reported_summaries
union all
select file, line, index_code, year, source_id, value as figure, '' as places, value as said
from raw.reported_components
