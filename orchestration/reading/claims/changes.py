"""Rises and falls, in points or in places, and what they were from and to."""

from collections.abc import Iterator
from dataclasses import replace

from orchestration.reading.claims.base import DOWN, UP, About, Stated
from orchestration.reading.claims.tokens import count_of, has_near, is_whole, place_of, shown, token_of
from orchestration.reading.context import NATION, REGION, Sentence, Subject, Uncertain
from orchestration.reading.figures import Claim
from orchestration.reading.grammar import Found


class Changes(Stated):
    """Rises and falls, in points or in places, and what they were from and to."""

    def _change(self, sentence: Sentence, form: Found) -> Iterator[Claim]:
        number, unit, sign = (token_of(sentence, form, name) for name in ("n", "unit", "sign"))
        is_place = unit.is_a("places")
        is_dated = form.part("compared") is not None or form.part("previous") is not None
        if not is_dated and self._is_to_another(sentence, form):
            raise Uncertain("no_measure")
        if unit.is_a("percent"):
            self._refuse_shares(sentence, form)
        if not is_place and (self._statistic(sentence, form) or self._last_was(sentence, form, "mean")):
            topic, year = self._whole(sentence, form)
            about = About(topic, year, self._mean_of(sentence, form, year), self._is_target(sentence, form))
        else:
            about = self._single(sentence, replace(form, form="move") if is_place else form)
            self._refuse_means(sentence, form, about.subject)
        if unit.is_a("percent") and not self._is_in_percent(about.topic, about.year):
            raise Uncertain("unit")
        if about.subject.kind in (NATION, REGION):
            if is_place or about.is_target:
                raise Uncertain("which_subject")
            measure = "mean_change"
            if about.subject.kind == NATION:
                about = replace(about, subject=Subject(NATION, "Cả nước"))
        else:
            measure = "rank_change" if is_place else "score_change"
        value = count_of(number) if number.is_a("number") else shown(number)
        if is_place and not (number.is_a("number") or is_whole(number)):
            raise Uncertain("not_understood")
        if about.is_target:
            if measure != "rank_change" or sign.is_a("fall"):
                raise Uncertain("no_measure")
            yield self._claim(
                about,
                "target_rank_improves",
                value,
                scope="national",
                compared_year=self._compared(sentence, form, about.year),
            )
            return
        signed = f"-{value}" if sign.is_a("fall") and not sign.is_a("rise") else value
        scope, doubt = "", ""
        if measure == "rank_change":
            scope = "national"
            doubt = self._place_doubt(sentence, form)
        elif measure == "mean_change":
            scope = "region" if about.subject.kind == REGION else "national"
        claim = self._claim(
            about, measure, signed, scope=scope, doubt=doubt, compared_year=self._compared(sentence, form, about.year)
        )
        yield self._with_hedge(sentence, form, claim)

    def _is_to_another(self, sentence: Sentence, form: Found) -> bool:
        """`So với Hải Phòng, PAPI của Hà Nội cao hơn 1,85 điểm`: no change, but a distance."""
        return any(
            sentence.has("compared", at - 2, at) and not sentence.has("of_word", at - 2, at)
            for at in sentence.before(form.start, "province")
        )

    def _mean_of(self, sentence: Sentence, form: Found, year: int) -> Subject:
        """The region whose mean changed, or the country."""
        try:
            subject = self._context.subject(sentence, form, year)
        except Uncertain:
            return Subject(NATION)
        return subject if subject.kind == REGION else Subject(NATION)

    def _from_to(self, sentence: Sentence, form: Found) -> Iterator[Claim]:
        first, last = token_of(sentence, form, "a"), token_of(sentence, form, "b")
        inside = range(form.start, form.end)
        is_move = has_near(sentence, form.start, "rise", 3) or has_near(sentence, form.start, "fall", 3)
        is_dated = form.part("year_a") is not None or form.part("year_b") is not None
        if token_of(sentence, form, "to").is_a("up_to") and not (is_move or is_dated):
            yield from self._range(sentence, form)
            return
        units = {
            kind
            for at in inside
            for kind in ("points", "percent", "places", "rank", "ord", "ordinal")
            if sentence.tokens[at].is_a(kind)
        }
        if units & {"points", "percent"} or first.decimals or last.decimals:
            measure = "score"
        elif units or self._follows_places(sentence, form):
            measure = "rank"
        else:
            raise Uncertain("unit")
        if "percent" in units:
            self._refuse_shares(sentence, form)
        about = self._single(sentence, form) if measure == "score" else self._single_place(sentence, form)
        self._refuse_means(sentence, form, about.subject)
        if about.is_target:
            raise Uncertain("target_or_result")
        if about.subject.kind == REGION:
            raise Uncertain("which_subject")
        year_b = form.part("year_b")
        year = int(sentence.tokens[year_b].text) if year_b is not None else about.year
        year_a = form.part("year_a")
        earlier = int(sentence.tokens[year_a].text) if year_a is not None else self._compared(sentence, form, year)
        if about.subject.kind == NATION:
            measure = "mean"
        for token, of_year in ((first, earlier), (last, year)):
            of = replace(about, year=of_year)
            if measure == "rank":
                if not about.subject.province_id:
                    raise Uncertain("which_province")
                doubt = self._place_doubt(sentence, form)
                yield self._ranked(of, place_of(token), "national", doubt=doubt)
            else:
                self._check_scale(sentence, form, of.topic, of_year, token, None)
                yield (
                    self._country(of.topic, of_year, "mean", shown(token))
                    if measure == "mean"
                    else self._claim(of, "score", shown(token))
                )

    def _single_place(self, sentence: Sentence, form: Found) -> About:
        about = self._single(sentence, form)
        if about.subject.province_id:
            return about
        return replace(about, subject=self._context.subject(sentence, form, about.year, is_of_province=True))

    def _follows_places(self, sentence: Sentence, form: Found) -> bool:
        """`tăng 7 bậc (từ 53 lên 46)`."""
        return any(
            other.form in ("change", "move")
            and 0 <= form.start - other.end <= 2
            and sentence.has("places", other.start, other.end)
            for other in sentence.forms
        ) or has_near(sentence, form.start, "rank", 3)

    def _move(self, sentence: Sentence, form: Found) -> Iterator[Claim]:
        if form.part("compared") is None and form.part("previous") is None:
            return
        about = self._single(sentence, form)
        sign = form.part("sign")
        is_down = sign is not None and sentence.tokens[sign].is_a("fall")
        compared = self._compared(sentence, form, about.year)
        if about.is_target and not is_down:
            yield self._claim(about, "target_rank_improves", 1, scope="national", compared_year=compared)
        elif not about.is_target:
            yield self._claim(about, "rank_move", DOWN if is_down else UP, scope="national", compared_year=compared)

    def _to_mean(self, sentence: Sentence, form: Found) -> Iterator[Claim]:
        self._context.topics(sentence, form)
        raise Uncertain("no_measure")
        yield

    _to_another = _to_mean
