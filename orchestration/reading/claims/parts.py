"""How an index is made up, and on which side of the mean its parts lie."""

from collections.abc import Iterator
from dataclasses import replace

from orchestration.reading.claims.base import DOWN, UP, Stated
from orchestration.reading.claims.tokens import count_of, is_up, shown, token_of
from orchestration.reading.context import Sentence, Topic, Uncertain
from orchestration.reading.figures import Claim
from orchestration.reading.grammar import Found
from orchestration.reference import TOTAL


class Parts(Stated):
    """How an index is made up, and on which side of the mean its parts lie."""

    def _parts_count(self, sentence: Sentence, form: Found) -> Iterator[Claim]:
        number = count_of(token_of(sentence, form, "n"))
        topics = self._topics_here(sentence, form)
        year = self._context.year(sentence, form, topics[0].index_code, False)
        parts = self._reference.components_of(topics[0].index_code, year).values()
        if int(number) != sum(part.parent_code == TOTAL and part.code.isdigit() for part in parts):
            raise Uncertain("which_parts")
        yield self._country(topics[0], year, "component_count", number)
        names = self._names_behind(sentence, form)
        if len(names) == int(number):
            yield self._country(topics[0], year, "component_names", "; ".join(names))

    def _names_behind(self, sentence: Sentence, form: Found) -> list[str]:
        at = next(
            (at for at in range(form.end, min(form.end + 3, sentence.end)) if sentence.tokens[at].is_a("colon")), None
        )
        if at is None:
            return []
        names, start = [], at + 1
        for end in range(at + 1, sentence.end + 1):
            if end == sentence.end or sentence.tokens[end].is_a("semicolon"):
                if end > start:
                    names.append((sentence.tokens[start].start, sentence.tokens[end - 1].end))
                start = end + 1
        return [self.text[first:last] for first, last in names]

    def _criteria(self, sentence: Sentence, form: Found, measure: str = "criteria_count") -> Iterator[Claim]:
        topics = self._topics_here(sentence, form)
        if not (
            sentence.has("parts", sentence.start, sentence.end)
            or sentence.has("subcriteria", sentence.start, sentence.end)
        ):
            raise Uncertain("which_parts")
        year = self._context.year(sentence, form, topics[0].index_code, False)
        yield self._country(topics[0], year, measure, shown(token_of(sentence, form, "n")))

    def _subcriteria(self, sentence: Sentence, form: Found) -> Iterator[Claim]:
        yield from self._criteria(sentence, form, "subcriteria_count")

    def _subcriteria_change(self, sentence: Sentence, form: Found) -> Iterator[Claim]:
        topics = self._topics_here(sentence, form)
        year = self._context.year(sentence, form, topics[0].index_code, False)
        value = shown(token_of(sentence, form, "n"))
        signed = f"-{value}" if token_of(sentence, form, "sign").is_a("fall") else value
        yield self._country(
            topics[0], year, "subcriteria_count_change", signed, compared_year=self._compared(sentence, form, year)
        )

    def _max_total(self, sentence: Sentence, form: Found) -> Iterator[Claim]:
        topics = self._topics_here(sentence, form)
        year = self._context.year(sentence, form, topics[0].index_code, False)
        yield self._country(topics[0], year, "max_points", shown(token_of(sentence, form, "n")), component=TOTAL)

    def _parts_side(self, sentence: Sentence, form: Found) -> Iterator[Claim]:
        about = self._single(sentence, form)
        side = "above" if is_up(token_of(sentence, form, "sign")) else "below"
        of = token_of(sentence, form, "of")
        if about.topic.component_code:
            about = replace(about, topic=Topic(about.topic.index_code))
        yield self._claim(
            about,
            f"components_{side}_national_mean",
            count_of(token_of(sentence, form, "n")),
            of_total=shown(of) if of else "",
        )

    def _only_side(self, sentence: Sentence, form: Found) -> Iterator[Claim]:
        topic = self._context.component_at(sentence, form.part("component"))
        for about in self._about(sentence, form, topic):
            side, move = ("above", UP) if is_up(token_of(sentence, form, "sign")) else ("below", DOWN)
            total = replace(about, topic=Topic(topic.index_code))
            yield self._claim(total, f"components_{side}_national_mean", 1)
            yield self._claim(about, "side_of_national_mean", move)

    def _parts_unimproved(self, sentence: Sentence, form: Found) -> Iterator[Claim]:
        raise Uncertain("which_year")
        yield

    def _parts_all_up(self, sentence: Sentence, form: Found) -> Iterator[Claim]:
        about = self._single(sentence, form)
        if about.is_target:
            yield self._claim(
                about,
                "target_components_improved",
                count_of(token_of(sentence, form, "n")),
                compared_year=about.year - 1,
            )
