-- Every report says something, in numbers
select *
from {{ batch }}
where
    said = ''
    or not regexp_full_match(figure, '(-?[0-9]{1,4}([.][0-9]{1,5})?)?')
    or not regexp_full_match(places, '[0-9]*')
