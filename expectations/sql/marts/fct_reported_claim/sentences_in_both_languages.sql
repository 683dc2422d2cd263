-- Every claim has sentences in both languages that name its year and what it claims
select claim_id, explanation_vi, explanation_en
from {{ batch }}
where
    position(cast(year as varchar) in explanation_vi) = 0
    or position(cast(year as varchar) in explanation_en) = 0
    or explanation_vi not like '%: văn bản nêu %; %.'
    or explanation_en not like '%: the text says %; %.'
