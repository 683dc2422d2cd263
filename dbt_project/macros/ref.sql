{#- References carry no database name, so that a view copied into the published file reads the tables
    beside it and not those of the build file. -#}
{% macro ref() %}
    {%- do return(builtins.ref(*varargs, **kwargs).include(database=false)) -%}
{% endmacro %}
