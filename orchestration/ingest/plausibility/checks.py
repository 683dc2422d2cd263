"""Names of all checks of meaning: a limit or an acknowledgement for any other is a slip of the pen."""

# Each is one finding about a whole file; what a person has looked at is then no single unit or component.
OF_FILES = frozenset(
    (
        *("rank_correlation", "moved_names", "explained_by_past", "coarse_table", "last_digits"),
        *("reported_figures", "reported_mean", "repeated_report", "report_before_edition", "summary_order"),
        *("too_many_units", "mean_change", "pasted_summary"),
    )
)
# Each is about a unit, or a figure of one.
OF_UNITS = frozenset(
    (
        *("swapped_rows", "row_distance", "cell_distance", "cell_change", "near_row", "repeated_row", "coarse_row"),
        *("report_distance", "repeated_publisher", "sum_distance", "sum_change", "contradicted_figure"),
        *("contradicted_score", "place_order", "pasted_report", "number_ranked", "beyond_extreme", "whole_and_parts"),
    )
)
# Each is about a component of all units.
OF_COMPONENTS = frozenset(
    (
        *("column_order", "swapped_columns", "near_column", "repeated_column", "repeated_value", "one_sign_shift"),
        *("column_shift", "column_spread", "mean_shift"),
    )
)
CHECKS = OF_FILES | OF_UNITS | OF_COMPONENTS
# Of these, less than the limit is beyond it.
AT_LEAST = frozenset(("rank_correlation", "column_order", "near_row", "near_column"))
