"""From the form of a figure and what it is a figure of to the claim: a row as `check-claims` reads it.

A form is read by the method of its name. A doubt is raised as `Uncertain`: the figure is then shown with a question.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace

from orchestration.reading.claims.changes import Changes
from orchestration.reading.claims.groups import Groups
from orchestration.reading.claims.lists import Lists
from orchestration.reading.claims.parts import Parts
from orchestration.reading.claims.ranks import Ranks
from orchestration.reading.claims.scores import Scores
from orchestration.reading.claims.targets import Targets
from orchestration.reading.claims.tokens import has_near
from orchestration.reading.claims.years import Years
from orchestration.reading.context import Sentence
from orchestration.reading.figures import Claim
from orchestration.reading.grammar import Found


class Claims(Scores, Lists, Ranks, Changes, Groups, Years, Parts, Targets):
    """The claims of a form in a sentence."""

    def of(self, sentence: Sentence, form: Found) -> list[Claim]:
        """All that a form states, or none where it states nothing of an index. Raises `Uncertain`."""
        make: Callable[[Sentence, Found], Iterator[Claim]] | None = getattr(self, f"_{form.form}", None)
        if make is None:
            return []
        claims = list(make(sentence, form))
        doubt = self._doubt(sentence, form)
        return [replace(claim, doubt=claim.doubt or doubt) for claim in claims]

    def _doubt(self, sentence: Sentence, form: Found) -> str:
        """Words before a figure by which it is denied, or is no more than supposed."""
        if form.form not in ("parts_unimproved",) and has_near(sentence, form.start, "negation", 4):
            return "negation"
        if next(sentence.before(form.start, "unsure"), None) is not None:
            return "supposed"
        return ""
