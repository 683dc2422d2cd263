-- Every figure is a number with at most five decimals, or blank
select file, line, heading, value
from {{ batch }}
where value <> '' and not regexp_full_match(value, '-?[0-9]+([.][0-9]{1,5})?')
