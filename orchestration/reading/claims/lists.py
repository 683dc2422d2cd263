"""Figures in turn: `Hải Phòng, Hà Nội lần lượt đạt 91,87 và 91,43`."""

from collections.abc import Iterator
from dataclasses import replace

from orchestration.reading.claims.base import About, Stated
from orchestration.reading.claims.tokens import place_of, shown
from orchestration.reading.context import NATION, REGION, Sentence, Topic, Uncertain
from orchestration.reading.figures import Claim
from orchestration.reading.grammar import LISTED, Found, list_before
from orchestration.reading.words import Token


class Lists(Stated):
    """Figures in turn: `Hải Phòng, Hà Nội lần lượt đạt 91,87 và 91,43`."""

    def _scores_listed(self, sentence: Sentence, form: Found) -> Iterator[Claim]:
        numbers = [sentence.tokens[at] for at in range(form.start, form.end) if sentence.tokens[at].is_a("num")]
        has_unit = sentence.has("points", form.start, form.end) or sentence.has("percent", form.start, form.end)
        if not has_unit and not all(number.decimals for number in numbers):
            raise Uncertain("not_understood")
        for about, number in self._in_turn(sentence, form, numbers):
            self._check_scale(sentence, form, about.topic, about.year, number, None)
            if about.subject.kind == REGION:
                raise Uncertain("which_subject")
            measure = "mean" if about.subject.kind == NATION else "target_score" if about.is_target else "score"
            if measure == "mean":
                yield self._country(about.topic, about.year, measure, shown(number))
            else:
                yield self._with_hedge(sentence, form, self._claim(about, measure, shown(number)))

    def _ranks_listed(self, sentence: Sentence, form: Found) -> Iterator[Claim]:
        tokens = range(form.start, form.end)
        numbers = [
            sentence.tokens[at]
            for at in tokens
            if (sentence.tokens[at].is_a("num") or sentence.tokens[at].is_a("ordinal"))
            and not sentence.tokens[at - 1].is_a("slash")
        ]
        is_rank = any(sentence.tokens[at].is_a(kind) for at in tokens for kind in ("rank", "ord", "ordinal"))
        if not is_rank:
            raise Uncertain("not_understood")
        for about, number in self._in_turn(sentence, form, numbers):
            yield self._ranked(about, place_of(number), "national")

    def _in_turn(self, sentence: Sentence, form: Found, numbers: list[Token]) -> list[tuple[About, Token]]:
        """Each number with what it is of, in the order of the one list before it that is as long."""
        is_target = self._is_target(sentence, form)
        lists = [
            found for kind in LISTED if len(found := list_before(sentence.tokens, form.start, kind)) == len(numbers)
        ]
        if len(lists) != 1:
            raise Uncertain("in_turn")
        (places,) = lists
        found = []
        for at, number in zip(places, numbers, strict=True):
            # As if the figure stood right behind the one that it belongs to.
            beside = replace(form, start=form.start)
            token = sentence.tokens[at]
            if token.is_a("year"):
                topics = self._context.topics(sentence, beside)
                year = int(token.text)
            else:
                topics = (
                    [Topic(token.values("index")[0])]
                    if token.is_a("index")
                    else [self._context.component_at(sentence, at)]
                    if token.is_a("component")
                    else self._context.topics(sentence, beside)
                )
                year = self._context.year(sentence, beside, topics[0].index_code, is_target)
            if len(topics) != 1:
                raise Uncertain("which_index")
            subject = (
                self._context.provinces(sentence, at, at + 1, year)[0]
                if token.is_a("province")
                else self._context.subject(sentence, beside, year)
            )
            found.append((About(topics[0], year, subject, is_target), number))
        return found
