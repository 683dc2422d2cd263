"""What several corruptions do to a table: rows of text, the heading line first, the province in the first cell."""

import random
from collections.abc import Callable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from statistics import mean

from tests.mutation.harness import REFERENCE, Rows, World

D = Decimal


def papi(year: int) -> str:
    return f"papi/{year}.csv"


def row_of(rows: Rows, name: str) -> list[str]:
    return next(row for row in rows if row[0] == name)


def column_of(rows: Rows, code: str) -> int:
    return rows[0].index(code)


def scores(rows: Rows) -> dict[tuple[str, str], Decimal]:
    """Scores by province and component."""
    return {
        (row[0], code): D(cell) for row in rows[1:] for code, cell in zip(rows[0][1:], row[1:], strict=True) if cell
    }


def at(value: Decimal | float, decimals: int = 5) -> str:
    return str(D(str(value)).quantize(D(1).scaleb(-decimals), ROUND_HALF_UP))


def each(rows: Rows, change: Callable[[Decimal], Decimal | float], decimals: int = 5) -> None:
    """Changes every score of a table."""
    for row in rows[1:]:
        row[1:] = [at(change(D(cell)), decimals) if cell else "" for cell in row[1:]]


def exchange(rows: Rows, one: str, other: str) -> None:
    """Exchanges the scores of two provinces."""
    a, b = row_of(rows, one), row_of(rows, other)
    a[1:], b[1:] = b[1:], a[1:]


def exchange_columns(rows: Rows, one: str, other: str) -> None:
    a, b = column_of(rows, one), column_of(rows, other)
    for row in rows[1:]:
        row[a], row[b] = row[b], row[a]


def rename(rows: Rows, names: Sequence[str]) -> None:
    for row, name in zip(rows[1:], names, strict=True):
        row[0] = name


def predicted(world: World, year: int, predict: Callable[[list[float]], float], noise: float = 0.0) -> None:
    """Saves a model's forecast as the edition. `predict` sees a province's scores of the years before, oldest first;
    `noise` is in standard deviations of the column."""
    draw = random.Random(year)
    past = [scores(world.rows(papi(y))) for y in range(2011, year)]
    with world.table(papi(year)) as rows:
        for position, code in enumerate(rows[0][1:], start=1):
            column = [float(row[position]) for row in rows[1:] if row[position]]
            width = noise * (mean(v * v for v in column) - mean(column) ** 2) ** 0.5
            for row in rows[1:]:
                known = [float(table[row[0], code]) for table in past if (row[0], code) in table]
                if row[position] and known:
                    bounds = REFERENCE.components_of("PAPI", year)[code]
                    score = D(predict(known[-3:]) + draw.gauss(0, width))
                    row[position] = at(min(max(score, bounds.min_score), bounds.max_score))
