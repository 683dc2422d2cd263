"""Groups by score, and places and numbers within them."""

from collections.abc import Iterator

from orchestration.reading.claims.base import Stated
from orchestration.reading.claims.tokens import count_of, has_near, place_of, shown, token_of
from orchestration.reading.context import Sentence, Uncertain
from orchestration.reading.figures import Claim
from orchestration.reading.grammar import Found


class Groups(Stated):
    """Groups by score, and places and numbers within them."""

    def _group(self, sentence: Sentence, form: Found) -> Iterator[Claim]:
        if has_near(sentence, form.start, "from", 1) or has_near(sentence, form.start, "to", 1):
            raise Uncertain("no_measure")
        if not self._is_said_of_one(sentence, form):
            raise Uncertain("which_province")
        for about in self._about(sentence, form):
            group = self._group_of(sentence, form, about)
            if not about.subject.province_id:
                raise Uncertain("which_province")
            yield self._claim(about, "target_group" if about.is_target else "group", group)

    def _is_said_of_one(self, sentence: Sentence, form: Found) -> bool:
        """`thuộc nhóm A`, not `Nhóm A gồm`: somebody is in the group."""
        first = sentence.tokens[form.start]
        if first.is_a("is_in_group"):
            return True
        before = sentence.tokens[form.start - 1] if form.start > sentence.start else first
        return any(before.is_a(kind) for kind in ("reach", "rank", "of_word", "keep", "goal"))

    def _rank_in_group(self, sentence: Sentence, form: Found) -> Iterator[Claim]:
        about = self._single(sentence, form)
        group = self._group_of(sentence, form, about)
        if about.is_target:
            raise Uncertain("no_measure")
        yield self._claim(about, "rank_in_group", place_of(token_of(sentence, form, "n")), scope=group)

    def _count_in_group(self, sentence: Sentence, form: Found) -> Iterator[Claim]:
        about = self._single(sentence, form)
        group = self._group_of(sentence, form, about)
        if about.is_target:
            raise Uncertain("no_measure")
        yield self._country(
            about.topic, about.year, "provinces_in_group", count_of(token_of(sentence, form, "n")), scope=group
        )
        if sentence.has("one_of", form.start - 4, form.start + 2) and about.subject.province_id:
            yield self._claim(about, "group", group)

    def _group_bound(self, sentence: Sentence, form: Found) -> Iterator[Claim]:
        about = self._single(sentence, form)
        group = self._group_of(sentence, form, about)
        yield self._country(
            about.topic, about.year, "group_lower_bound", shown(token_of(sentence, form, "n")), scope=group
        )
        if about.subject.province_id and has_near(sentence, form.start + 1, "in_group", 2):
            yield self._claim(about, "group", group)
