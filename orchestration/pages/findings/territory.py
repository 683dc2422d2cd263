"""What became of the units of one boundary set in the next: how many went on, merged, and share a name or a code."""

import datetime
import re
from dataclasses import dataclass

from orchestration.messages import texts
from orchestration.pages.language import Language

_ACT = re.compile(r"(?P<kind>.+?) (?P<number>\S+/\S+) \((?P<day>\d{2})/(?P<month>\d{2})/(?P<year>\d{4})\)")


@dataclass(frozen=True)
class Change:
    """Units before and after; of those before, how many went on whole and alone; names and codes of another unit."""

    n_before: int
    n_after: int
    n_same: int
    n_names: int
    n_codes: int

    @property
    def n_merged(self) -> int:
        return self.n_before - self.n_same

    @property
    def n_formed(self) -> int:
        return self.n_after - self.n_same

    @property
    def n_gone(self) -> int:
        """Names of merged units that no unit bears any more."""
        return self.n_merged - self.n_names


def lead(t: Language, change: Change, day: datetime.date) -> str:
    """What happened, and what it does to names and codes, as far as it does."""
    parts = [
        t(
            "territory_lead",
            day=t.day(day),
            n_merged=change.n_merged,
            n_formed=change.n_formed,
            n_same=change.n_same,
        )
    ]
    if change.n_names:
        parts.append(t.count("territory_lead_names", change.n_names))
    if change.n_codes:
        parts.append(t.count("territory_lead_codes", change.n_codes))
    return " ".join(parts)


def act(t: Language, legal_basis: str) -> str:
    """An act as the language names it; one of a kind that has no words stays as it stands."""
    found = _ACT.fullmatch(legal_basis)
    if not found or found["kind"] != texts.template("territory_resolution_kind", texts.VI):
        return legal_basis
    day = datetime.date(int(found["year"]), int(found["month"]), int(found["day"]))
    return t("territory_resolution", number=found["number"], day=t.day(day))


def period_title(t: Language, name: str, earlier_name: str, kind: str, earlier_kind: str) -> str:
    """What changed when a unit's next period began: its name, its kind, or both."""
    if name != earlier_name and kind != earlier_kind:
        return t("territory_renamed_as", earlier=earlier_name, name=name, kind=kind)
    if name != earlier_name:
        return t("territory_renamed", earlier=earlier_name, name=name)
    return t("territory_became", name=name, kind=kind)
