"""Scores, means, and the ends of a range."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from orchestration.reading.claims.base import About, Stated
from orchestration.reading.claims.tokens import has_near, is_bound, shown, token_of
from orchestration.reading.context import NATION, REGION, Sentence, Subject, Topic, Uncertain
from orchestration.reading.figures import Claim
from orchestration.reading.grammar import Found
from orchestration.reading.words import Token
from orchestration.reference import TOTAL, fold_name

# A part by origin, whose maximum is the publisher's own.
_BLOCK = "block"


class Scores(Stated):
    """Scores, means, and the ends of a range."""

    def _score(self, sentence: Sentence, form: Found) -> Iterator[Claim]:
        number, of = token_of(sentence, form, "n"), token_of(sentence, form, "of")
        if not self._is_a_score(sentence, form, number, of):
            return
        statistic = self._statistic(sentence, form)
        topics = self._context.topics(sentence, form)
        if of and (part := self._part_of_another(topics[0], of)):
            topics = [part]
            self._context.take_for(sentence, form.start, f"{part.index_code}:{part.component_code}")
        if len(topics) > 1:
            raise Uncertain("which_index")
        (topic,) = topics
        if (
            statistic
            or sentence.has("scale", sentence.start, form.start)
            or sentence.has("scale_is", sentence.start, form.start)
        ):
            year = self._context.year(sentence, form, topic.index_code, False)
            if not statistic:
                if not topic.component_code and not (
                    has_near(sentence, form.start + 1, "scale", 4) or has_near(sentence, form.start + 1, "scale_is", 4)
                ):
                    raise Uncertain("which_component")
                yield self._country(topic, year, "max_points", shown(number), component=topic.component_code or TOTAL)
                return
            self._check_scale(sentence, form, topic, year, number, of)
            yield self._with_hedge(sentence, form, self._of_whole(sentence, form, topic, year, statistic, number))
            return
        is_target = self._is_target(sentence, form)
        year = self._context.year(sentence, form, topic.index_code, is_target)
        if self._ends_a_range(sentence, form):
            raise Uncertain("which_subject")
        subject = self._context.subject(sentence, form, year)
        self._refuse_means(sentence, form, subject)
        self._check_scale(sentence, form, topic, year, number, of)
        if subject.kind == REGION:
            yield self._with_hedge(sentence, form, self._of_region(topic, year, "mean", number, subject))
            return
        if subject.kind == NATION:
            yield self._with_hedge(sentence, form, self._country(topic, year, "mean", shown(number)))
            return
        about = About(topic, year, subject, is_target)
        total = shown(of) if of else ""
        claim = self._claim(about, "target_score" if is_target else "score", shown(number), of_total=total)
        yield claim if is_target else self._with_hedge(sentence, form, claim)
        if of and any(row["level"] == _BLOCK for row in self._rows_of(topic)):
            yield self._country(topic, year, "max_points", total)

    def _part_of_another(self, topic: Topic, of: Token) -> Topic | None:
        """What an index stated out of other points is: `SIPAS được 8,57/10 điểm` is a part of PAR INDEX."""
        for row in self._reference.rows("text_words"):
            if (
                row["kind"] == "index_within"
                and self._reference.index_codes.get(fold_name(row["words"])) == topic.index_code
            ):
                index_code, _, code = row["stands_for"].partition(":")
                part = Topic(index_code, code)
                if any(one["max_score"] and Decimal(one["max_score"]) == of.number for one in self._rows_of(part)):
                    return part
        return None

    def _ends_a_range(self, sentence: Sentence, form: Found) -> bool:
        """`từ 43,44 - 47,88 điểm`: bounds, not scores."""
        tokens = sentence.tokens
        is_behind = form.start - 2 >= sentence.start and is_bound(tokens[form.start - 2], tokens[form.start - 1])
        return is_behind or (form.end + 1 < sentence.end and is_bound(tokens[form.end + 1], tokens[form.end]))

    def _score_in_brackets(self, sentence: Sentence, form: Found) -> Iterator[Claim]:
        """`Đồng Tháp (46.961)`: a figure without a unit, right behind a province."""
        number = token_of(sentence, form, "n")
        if not number.decimals or not has_near(sentence, form.start, "province", 2):
            raise Uncertain("not_understood")
        inner = replace(form, start=form.start + 1, end=form.end - 1)
        yield from self._score(sentence, inner)

    def _is_a_score(self, sentence: Sentence, form: Found, number: Token, of: Token | None) -> bool:
        """Whether a number with a unit may be a score, from what stands beside it."""
        inside = range(form.start, form.end)
        has_unit = any(sentence.tokens[at].is_a("points") or sentence.tokens[at].is_a("percent") for at in inside)
        is_plain = not number.decimals or "unsure" in number.marks
        if not has_unit and is_plain and form.form != "score_in_brackets":
            return False
        if any(sentence.tokens[at].is_a("percent") for at in inside):
            self._refuse_shares(sentence, form)
        if has_near(sentence, form.start, "deducted", 3):
            raise Uncertain("no_measure")
        return number.number is not None

    def _of_whole(
        self, sentence: Sentence, form: Found, topic: Topic, year: int, statistic: str, number: Token
    ) -> Claim:
        region = next(
            (
                at
                for at in sentence.before(form.start, REGION, "province", "self", "nation", "units")
                if at not in sentence.covered
            ),
            None,
        )
        if region is not None and sentence.tokens[region].is_a(REGION):
            code = sentence.tokens[region].values(REGION)[0]
            if code == "?":
                raise Uncertain("scope")
            named_mean = next(sentence.before(form.start, "mean"), None) is not None
            if statistic in ("min", "max") and not named_mean:
                raise Uncertain("which_subject")
            subject = Subject(REGION, self._context.region_name(code))
            return self._of_region(topic, year, "mean" if named_mean else statistic, number, subject)
        if (
            region is not None
            and not sentence.tokens[region].is_a("nation")
            and not sentence.tokens[region].is_a("units")
        ):
            near = sentence.tokens[max(form.start - 4, sentence.start) : form.end]
            if not any(token.is_a("nation") for token in near):
                raise Uncertain("which_subject")
        return self._country(topic, year, statistic, shown(number))

    def _range(self, sentence: Sentence, form: Found) -> Iterator[Claim]:
        if not self._is_of_all(sentence, form):
            raise Uncertain("which_subject")
        topic, year = self._whole(sentence, form)
        ends = [token_of(sentence, form, name) for name in ("a", "b")]
        if not all(end.decimals for end in ends):
            raise Uncertain("not_understood")
        low, high = sorted(ends, key=lambda end: end.number)
        for token in (low, high):
            self._check_scale(sentence, form, topic, year, token, None)
        yield self._country(topic, year, "min", shown(low))
        yield self._country(topic, year, "max", shown(high))
