{#- A seed as dbt-duckdb loads it, but with the path quoted: a folder may be named "Bob's". -#}
{% macro duckdb__load_csv_rows(model, agate_table) %}
    {%- set file = adapter.get_seed_file_path(model) | replace("'", "''") -%}
    {%- set delimiter = config.get('delimiter', ',') -%}
    {%- set sql -%}
        copy {{ this.render() }} from '{{ file }}' (format csv, header true, delimiter '{{ delimiter }}')
    {%- endset -%}
    {%- do adapter.add_query(sql, abridge_sql_log=True) -%}
    {{ return(sql) }}
{% endmacro %}
