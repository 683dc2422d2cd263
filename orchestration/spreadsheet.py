"""Text in files that people open in a spreadsheet: a cell that would run as a formula is shown instead.

The cell gets an apostrophe before it, as the OWASP page on CSV injection advises. Numbers are left alone, also
those kept as text (−1.49): a spreadsheet computes nothing from them. Where cells are parted by semicolons, as in
Vietnam, one inside a text begins a new cell, whatever quotes are round the text; so do tabs and line breaks.
"""

import codecs
import re
from typing import Any

# UTF-8 with a byte order mark: without it Excel takes Vietnamese text for a Windows code page.
ENCODING, MARK = "utf-8-sig", codecs.BOM_UTF8
_FORMULA = r"[=+\-@\t\r\n＝＋－＠]"
_NUMBER = r"[+\-]?[0-9]+(\.[0-9]+)?"
# As Python and DuckDB both read it. A number with its sign, as sentences have them, begins no formula by itself.
_CALCULATED = r"[+\-][0-9]+([.,][0-9]+)*[%)]*(\s*[+\-*/^&|=<>!(]|:\S|[A-Za-z_$@#\[{])"
_INSIDE = rf"""([;\t\r\n][ "]*)([=@＝＋－＠]|[+\-][^0-9]|{_CALCULATED})"""


def neutral(value: Any) -> Any:
    """A cell that a spreadsheet shows and does not run; empty for None."""
    if not isinstance(value, str):
        return "" if value is None else value
    text = re.sub(_INSIDE, r"\1'\2", value)
    return f"'{text}" if re.match(_FORMULA, text) and not re.fullmatch(_NUMBER, text) else text


def neutral_sql(column: str) -> str:
    """The same of a text column, as an SQL expression."""
    text = rf"""regexp_replace("{column}", '{_INSIDE}', '\1''\2', 'g')"""
    runs = f"regexp_matches(\"{column}\", '^{_FORMULA}') and not regexp_full_match(\"{column}\", '{_NUMBER}')"
    return f"case when {runs} then chr(39) else '' end || {text}"
