"""Names of all checks of meaning: a limit or an acknowledgement for any other is a slip of the pen."""

# Each is one finding about a whole file; what a person has looked at is then no single unit or component.
OF_FILES = frozenset(
    (
        *("rank_correlation", "moved_names", "explained_by_past", "coarse_table", "last_digits"),
        *("reported_figures", "reported_mean", "repeated_report", "report_before_edition", "summary_order"),
        *("too_many_units", "mean_change"),
    )
)
# Each is about a unit, a component, or both.
OF_PARTS = frozenset(
    (
        *("column_order", "swapped_rows", "swapped_columns", "row_distance", "cell_distance", "cell_change"),
        *("near_row", "near_column", "repeated_row", "repeated_column", "repeated_value", "one_sign_shift"),
        *("column_shift", "column_spread", "coarse_row", "report_distance", "mean_shift", "repeated_publisher"),
        *("sum_distance", "sum_change", "contradicted_figure", "contradicted_score", "place_order", "pasted_report"),
        *("number_ranked", "beyond_extreme", "whole_and_parts"),
    )
)
CHECKS = OF_FILES | OF_PARTS
# Of these, less than the limit is beyond it.
AT_LEAST = frozenset(("rank_correlation", "column_order", "near_row", "near_column"))
