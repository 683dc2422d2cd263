"""What a component's figures say: who leads, how many rose, since when it compares, and who is ahead in most."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from orchestration.pages.findings.country import named
from orchestration.pages.findings.moved import way
from orchestration.pages.language import Language, Number

# A share of the units that is called most of them.
MOST = 0.6
# Bounds of the five steps of the heat map, in standard deviations from the mean: each inner step is one wide.
BOUNDS = (1.5, 0.5, -0.5, -1.5)


@dataclass(frozen=True)
class Change:
    """Over the units with a score in two editions: how many, how many rose and fell, and the mean change."""

    since: int
    n: int
    n_up: int
    n_down: int
    mean: Number


def change(since: int, before: Mapping[str, Number], now: Mapping[str, Number]) -> Change | None:
    """The change from one edition's scores to another's; None where no unit has both."""
    both = [now[unit] - before[unit] for unit in now if unit in before]
    if not both:
        return None
    return Change(since, len(both), sum(c > 0 for c in both), sum(c < 0 for c in both), sum(both) / len(both))


def title(t: Language, name: str, leaders: Sequence[str], moved: Change | None) -> str:
    """A component in one line: where it went since the edition before, if that compares, and who leads."""
    led = t("component_led", names=named(t, leaders))
    if moved is None:
        return f"{name}: {led}"
    if moved.n_up >= MOST * moved.n:
        return t("component_title_up", name=name, n=moved.n_up, of=moved.n, led=led)
    if moved.n_down >= MOST * moved.n:
        return t("component_title_down", name=name, n=moved.n_down, of=moved.n, led=led)
    return t("component_title_mixed", name=name, up=moved.n_up, down=moved.n_down, led=led)


def changed(t: Language, moved: Change) -> str:
    """The mean change in a sentence, with its sign in words."""
    code = {"up": "component_rose", "down": "component_fell", "same": "component_same"}[way(moved.mean)]
    return t(code, year=moved.since, n=moved.n, change=t.number(abs(moved.mean)))


def run(years: Sequence[int], breaks: Mapping[int, str]) -> list[int]:
    """The last editions that nothing parts: from the last break of any kind on."""
    first = max((year for year in years if year in breaks), default=years[0])
    return [year for year in years if year >= first]


def time_title(t: Language, years: Sequence[int], moved: Change | None) -> str:
    """What the last comparable editions show; `years` are those editions."""
    if len(years) < 2 or moved is None:
        return t("component_time_new", year=years[-1])
    code = f"component_time_{way(moved.mean)}"
    return t(code, first=years[0], last=years[-1], change=t.number(abs(moved.mean)))


def parts_title(t: Language, shares: Sequence[tuple[str, Number, Number]]) -> str:
    """Name, mean and top of the scale of each part: which is highest and which lowest for its scale."""
    ordered = sorted(shares, key=lambda part: float(part[1]) / float(part[2]))
    low, high = ordered[0], ordered[-1]
    if len(shares) < 2 or low[1] == high[1]:
        return t("component_parts_plain")
    return t(
        "component_parts",
        high=high[0],
        high_mean=t.number(high[1]),
        high_top=t.exact(high[2], 0),
        low=low[0],
        low_mean=t.number(low[1]),
        low_top=t.exact(low[2], 0),
    )


def step(deviation: float) -> int:
    """Of five steps the one of a deviation in standard deviations: 2 far above the mean, -2 far below."""
    return 2 - sum(deviation < bound if bound > 0 else deviation <= bound for bound in BOUNDS)


def heat_title(t: Language, deviations: Mapping[str, Sequence[float | None]], limit: int = 3) -> str:
    """Who is clearly above the mean in most components."""
    of = max((len(row) for row in deviations.values()), default=0)
    above = {name: sum(d is not None and step(d) > 0 for d in row) for name, row in deviations.items()}
    most = max(above.values(), default=0)
    if not most:
        return t("heat_title_plain")
    ahead = [name for name, n in above.items() if n == most]
    where = t("heat_everywhere" if most == of else "heat_where", n=most, of=of)
    if len(ahead) > limit:
        return t("heat_ahead_many", units=len(ahead), where=where)
    return t("heat_ahead", names=t.list(ahead), where=where)


def heat_everywhere(t: Language, deviations: Mapping[str, Sequence[float | None]]) -> str:
    """How many units are above the mean in every component."""
    n = sum(all(d is not None and d > 0 for d in row) for row in deviations.values())
    return t.count("heat_all", n) if n else t("heat_none")


def measured_title(t: Language, years: Sequence[int], changed: Sequence[int]) -> str:
    """Whether what is measured changed over the editions, and when."""
    if not changed:
        return t("component_no_breaks", first=years[0], last=years[-1])
    return t.count("component_measured", len(changed), years=t.list(map(str, changed)))
