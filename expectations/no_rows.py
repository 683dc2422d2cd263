"""The expectation that a query returns no rows. Importing this module imports Great Expectations."""

from great_expectations.expectations.core import UnexpectedRowsExpectation

# The number of all rows that a query returns, in each of them: only the first 200 are fetched.
COUNT = "n_rows_of_all"


class ExpectNoRows(UnexpectedRowsExpectation):
    """Fails with the rows of a query, which is run once: its parent runs it again to count them."""

    metric_dependencies = ("unexpected_rows_query.table",)

    def _validate(self, metrics, runtime_configuration=None, execution_engine=None):
        rows = metrics["unexpected_rows_query.table"]
        count = rows[0][COUNT] if rows else 0
        shown = [{name: value for name, value in row.items() if name != COUNT} for row in rows]
        return {"success": not rows, "result": {"observed_value": count, "details": {"unexpected_rows": shown}}}
