"""What the checks of a release come to, in sentences."""

from decimal import Decimal

from orchestration.pages.circumstances import Circumstances
from orchestration.pages.language import Language


def title(t: Language, circumstances: Circumstances) -> str:
    """Whether all checks held, and how many editions are overdue."""
    if not circumstances.suites and not circumstances.n_tests:
        return t("quality_title")
    failed = sum(suite.n_failures for suite in circumstances.suites)
    told = t.count("quality_title_failed", failed) if failed else t("quality_title_passed")
    late = sum(awaited.is_late for awaited in circumstances.awaited)
    return t.count("quality_title_late", late, told=told) if late else told


def lead(t: Language, circumstances: Circumstances) -> str:
    """How many checks there were and whether all held."""
    n = sum(suite.n_expectations for suite in circumstances.suites)
    failed = sum(suite.n_failures for suite in circumstances.suites)
    n_tests = sum(circumstances.n_tests.values())
    if not n and not n_tests:
        return t("quality_lead_none")
    told = t("quality_lead", n=t.whole(n), n_tests=t.whole(n_tests))
    return f"{told} {t('quality_lead_failed', n=failed) if failed else t('quality_lead_passed')}"


def limit(t: Language, value: str, is_share: bool, kind: str | None = None) -> str:
    """A limit of a seed, or a value held against it, as a person reads it."""
    number = Decimal(value)
    text = t.percent(number * 100, 0 if number * 100 == int(number * 100) else 1) if is_share else _short(t, number)
    return f"{'≥' if kind == 'at_least' else '≤'} {text}" if kind else text


def _short(t: Language, number: Decimal) -> str:
    return t.exact(round(number, 2), 0)
