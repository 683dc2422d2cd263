{#- The key under which two spellings of a name are the same: lower case, no accents, every run of other
    characters one space. Expects composed text (NFC), which ingest guarantees. The same rule in Python is
    orchestration.reference.fold_name; a test compares the two over every alias. -#}
{% macro fold_name(column) -%}
    {%- set accents = {
        'a': 'àáảãạăằắẳẵặâầấẩẫậ', 'd': 'đð', 'e': 'èéẻẽẹêềếểễệ', 'i': 'ìíỉĩị',
        'o': 'òóỏõọôồốổỗộơờớởỡợ', 'u': 'ùúủũụưừứửữự', 'y': 'ỳýỷỹỵ'
    } -%}
    {%- set ns = namespace(from='', to='') -%}
    {%- for plain, marked in accents.items() -%}
        {%- set ns.from = ns.from ~ marked -%}
        {%- set ns.to = ns.to ~ plain * (marked | length) -%}
    {%- endfor -%}
    trim({{ regexp_replace_all("translate(lower(" ~ column ~ "), '" ~ ns.from ~ "', '" ~ ns.to ~ "')", '[^a-z0-9]+', ' ') }})
{%- endmacro %}
