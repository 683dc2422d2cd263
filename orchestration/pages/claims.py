"""What texts claim, statement by statement, with the verdict on each."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from orchestration.pages.contents import Contents, Row
from orchestration.pages.findings import evidence
from orchestration.pages.language import Language, first_capital, first_small
from orchestration.pages.page import Link, Page

NAME = "claims.html"
LINKS = (Link(NAME, "menu_claims", is_main=False),)


def pages(contents: Contents, t: Language) -> Iterator[Page]:
    claims = contents.rows("bi.claims")
    if claims:
        yield Page(NAME, "claims.html", NAME, _context(contents, t, claims))


def _context(contents: Contents, t: Language, claims: Sequence[Row]) -> dict[str, object]:
    names = {claim.verdict: t.of(claim, "verdict_name") for claim in claims}
    # The most frequent first; of equal ones by name, so that the order is one.
    totals = sorted(Counter(claim.verdict for claim in claims).items(), key=lambda item: (-item[1], item[0]))
    documents = contents.grouped("bi.claims", "source_id")
    return {
        "title": evidence.claims_title(t, len(claims), Counter(claim.verdict for claim in claims)),
        "n": len(claims),
        "n_documents": len(documents),
        "verdicts": [{"code": code, "name": names[code], "n": n} for code, n in totals],
        "options": [(code, names[code], n) for code, n in totals],
        "told": t.list(f"{n} {first_small(names[code])}" for code, n in totals),
        "documents": [
            _document(contents, t, source, of_source, [code for code, _ in totals])
            for source, of_source in sorted(documents.items(), key=lambda item: min(c.claim_id for c in item[1]))
        ],
    }


def _document(
    contents: Contents, t: Language, source: str, claims: Sequence[Row], verdicts: Sequence[str]
) -> dict[str, object]:
    document, counted = contents.keyed("bi.sources", "source_id")[source], Counter(claim.verdict for claim in claims)
    return {
        "id": source.replace("_", "-"),
        "row": document,
        "title": document.source_title,
        "publisher": first_capital(t.of(document, "publisher")),
        "tier_name": t.of(document, "trust_tier_name"),
        "counts": [counted[code] for code in verdicts],
        "n": len(claims),
        "places": _places(t, claims),
    }


def _places(t: Language, claims: Sequence[Row]) -> list[dict[str, object]]:
    """Claims by where they stand in the document, in its order as far as the places say."""
    found: dict[str, list[Row]] = {}
    for claim in sorted(claims, key=lambda claim: (_natural(claim.document_place), _natural(claim.claim_id))):
        found.setdefault(claim.document_place, []).append(claim)
    return [
        {"name": first_capital(evidence.place(t, place)), "claims": [_claim(t, claim) for claim in of_place]}
        for place, of_place in found.items()
    ]


def _natural(text: str) -> list[tuple[int, str]]:
    """For an order in which 10 comes after 9; what has no number comes first."""
    return [(int(part), "") if part.isdigit() else (-1, part) for part in re.findall(r"\d+|[^\d\s]+", text)]


def _claim(t: Language, claim: Row) -> dict[str, object]:
    subject, said = evidence.about(t.of(claim, "explanation"))
    return {
        "id": claim.claim_id,
        "subject": subject,
        "said": first_capital(said),
        "verdict": claim.verdict,
        "verdict_name": t.of(claim, "verdict_name"),
    }
