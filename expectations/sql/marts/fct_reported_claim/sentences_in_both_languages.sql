-- Every claim has sentences in both languages that name its year, what it claims and what is held
select claim_id, explanation_vi, explanation_en
from {{ batch }}
where
    position(cast(year as varchar) in explanation_vi) = 0
    or position(cast(year as varchar) in explanation_en) = 0
    or explanation_vi not like case when is_target then '%, mục tiêu%: % – %; %.' else '%: văn bản nêu % – %; %.' end
    or explanation_en not like case when is_target then '%, target%: %; %: %.' else '%: the text says %; %: %.' end
