"""Great Expectations suites: the gate before dbt (raw) and the gate before a release (marts).

`raw` and `marts` say what must hold; `gate` runs it. Importing Great Expectations takes seconds, so modules
import it inside functions.
"""
