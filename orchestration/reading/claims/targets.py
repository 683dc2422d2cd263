"""Targets that are stated in words and no figure."""

from collections.abc import Iterator

from orchestration.reading.claims.base import SAME, UP, About, Stated
from orchestration.reading.context import Sentence, Topic, Uncertain
from orchestration.reading.figures import Claim
from orchestration.reading.grammar import Found


class Targets(Stated):
    """Targets that are stated in words and no figure."""

    def _target_up(self, sentence: Sentence, form: Found) -> Iterator[Claim]:
        yield from self._target_move(sentence, form, UP)

    def _target_keep(self, sentence: Sentence, form: Found) -> Iterator[Claim]:
        yield from self._target_move(sentence, form, SAME)

    def _target_words(self, sentence: Sentence, form: Found) -> Iterator[Claim]:
        if not self._is_goal(sentence, form):
            return
        for topic in self._context.topics(sentence, form):
            year = self._context.year(sentence, form, topic.index_code, True)
            subject = self._context.subject(sentence, form, year)
            start, end = sentence.tokens[form.start].start, sentence.tokens[form.end - 1].end
            if subject.province_id:
                yield self._claim(About(topic, year, subject, True), "target_in_words", self.text[start:end])

    def _target_move(self, sentence: Sentence, form: Found, move: str) -> Iterator[Claim]:
        """A move that a plan aims at, and no figure: only behind a word that sets a target."""
        if not self._is_goal(sentence, form):
            return
        named = form.part("index")
        if sentence.tokens[named].is_a("index"):
            topic = Topic(sentence.tokens[named].values("index")[0])
        else:
            topic = self._context.component_at(sentence, named)
        year = self._target_year(sentence, form, topic.index_code)
        subject = self._context.subject(sentence, form, year)
        if subject.province_id:
            yield self._claim(About(topic, year, subject, True), "target_score_move", move, compared_year=year - 1)

    def _target_year(self, sentence: Sentence, form: Found, index_code: str) -> int:
        try:
            return self._context.year(sentence, form, index_code, True)
        except Uncertain:
            years = {token.text for token in sentence.tokens[sentence.start : sentence.end] if token.is_a("year")}
            if len(years) != 1:
                raise
            return int(years.pop())
