"""Runs of years: times first, years in a row, how many editions there were."""

from collections.abc import Iterator
from dataclasses import replace

from orchestration.reading.claims.base import About, Stated
from orchestration.reading.claims.tokens import count_of, is_whole, shown, token_of
from orchestration.reading.context import Sentence, Topic, Uncertain
from orchestration.reading.figures import Claim
from orchestration.reading.grammar import Found


class Years(Stated):
    """Runs of years: times first, years in a row, how many editions there were."""

    def _times_first(self, sentence: Sentence, form: Found) -> Iterator[Claim]:
        about = self._single(sentence, form)
        yield self._claim(about, "times_first", count_of(token_of(sentence, form, "n")), scope="national")
        yield from self._first_in_years(sentence, form, about)

    def _years_first(self, sentence: Sentence, form: Found) -> Iterator[Claim]:
        about = self._single(sentence, form)
        if listed := [claim.year for claim in self._first_in_years(sentence, form, about)]:
            about = replace(about, year=max(listed))
        yield self._claim(about, "years_first_in_a_row", count_of(token_of(sentence, form, "n")), scope="national")
        yield from self._first_in_years(sentence, form, about)

    def _first_in_years(self, sentence: Sentence, form: Found, about: About) -> Iterator[Claim]:
        """The years in brackets: `(2017 đến năm 2020 và 2022 - 2023)`."""
        start = next((at for at in range(form.end, sentence.end) if sentence.tokens[at].is_a("open")), None)
        if start is None:
            return
        years: list[int] = []
        is_span = False
        for token in sentence.tokens[start + 1 : sentence.end]:
            if token.is_a("close"):
                break
            if token.is_a("year"):
                year = int(token.text)
                years += range(years[-1] + 1, year + 1) if is_span and years else [year]
                is_span = False
            elif any(token.is_a(kind) for kind in ("dash", "to", "stage")):
                is_span = True
            elif not any(token.is_a(kind) for kind in ("comma", "and", "year_word", "of_word", "semicolon")):
                return
        for year in dict.fromkeys(years):
            yield self._ranked(replace(about, year=year), 1, "national")

    def _years_above(self, sentence: Sentence, form: Found) -> Iterator[Claim]:
        threshold = token_of(sentence, form, "threshold")
        number = token_of(sentence, form, "n")
        topic, year = self._whole(sentence, form)
        if not is_whole(threshold):
            raise Uncertain("no_measure")
        inside = range(form.start, form.end)
        if any(sentence.tokens[at].is_a(kind) for at in inside for kind in ("mean", "units", "nation")):
            yield self._country(topic, year, f"years_mean_above_{threshold.number}", count_of(number))
            return
        subject = self._context.subject(sentence, form, year)
        if not subject.province_id:
            raise Uncertain("which_subject")
        yield self._claim(
            About(topic, year, subject, False), f"years_in_a_row_above_{threshold.number}", count_of(number)
        )

    def _edition(self, sentence: Sentence, form: Found) -> Iterator[Claim]:
        index = sentence.tokens[form.end - 1].values("index")[0]
        year = self._context.year(sentence, form, index, False)
        number = count_of(token_of(sentence, form, "n"))
        yield self._country(Topic(index), year, "edition_number", number)
        if form.part("run") is not None:
            yield self._country(Topic(index), year, "editions_in_a_row", number)
        elif units := self._units_behind(sentence, form):
            yield self._country(Topic(index), year, "units_scored", units)

    def _units_behind(self, sentence: Sentence, form: Found) -> str:
        """`tại 63 tỉnh, thành phố`."""
        for at in range(form.end, min(form.end + 4, sentence.end - 1)):
            if sentence.tokens[at].is_a("num") and sentence.tokens[at + 1].is_a("units"):
                return shown(sentence.tokens[at])
        return ""
