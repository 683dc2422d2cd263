"""Of which year a figure is: the year measured, not that of a report or a plan."""

from orchestration.reading.context.base import PROVINCE, Uncertain
from orchestration.reading.context.sentences import Sentence
from orchestration.reading.context.topics import Topics
from orchestration.reading.grammar import Found
from orchestration.reading.words import YEAR

# How many words back a plan is the plan of a year.
_PLAN_REACHES = 8


class Years(Topics):
    """The year of a figure: the nearest before it, right behind it, or that of the sentence before."""

    def year(self, sentence: Sentence, form: Found, index_code: str, is_target: bool) -> int:
        """The year measured. Raises `Uncertain` where none is named, or one may be the year of publication."""
        if form.form == "from_to" and (last := form.part("year_b")) is not None:
            return int(sentence.tokens[last].text)
        inside = [at for at in range(form.start, form.end) if self._is_year(sentence, at)]
        if inside and form.form not in ("change", "move", "from_to", "to_mean"):
            return int(sentence.tokens[inside[-1]].text)
        is_forward = self._forward_topic(sentence, form, has_other=False) is not None
        behind = self._year_behind(sentence, form.end, is_forward)
        if behind is not None:
            return int(sentence.tokens[behind].text)
        if (compared := self._year_of_bracket(sentence, form.start)) is not None:
            return int(sentence.tokens[compared].text)
        main = self._main_years(sentence, form.start)
        if main:
            return self._chosen_year(sentence, form, index_code, main, is_target)
        if is_target:
            # `Mục tiêu đến năm 2025`.
            until = {sentence.tokens[at].text for at in sentence.before(form.start, YEAR)}
            if len(until) == 1:
                return int(until.pop())
            if index_code in self._planned:
                return self._planned[index_code]
            raise Uncertain("which_year")
        later = self._year_named_later(sentence, form, index_code)
        if self._paragraph_year is not None:
            if later not in (None, self._paragraph_year):
                raise Uncertain("which_year")
            return self._paragraph_year
        if later is not None:
            return later
        if index_code in self._years and (index_code not in self._doubted or not self._is_new_paragraph):
            return self._years[index_code]
        if index_code not in self._years and len(set(self._years.values())) == 1 and not self._doubted:
            # A text that speaks of one year only, of another index of it.
            return next(iter(self._years.values()))
        raise Uncertain("which_year")

    def _year_named_later(self, sentence: Sentence, form: Found, index_code: str) -> int | None:
        """`Với 46,04 điểm, Huế dẫn đầu Chỉ số PAPI năm 2023`: the year at the index behind the figure, if it is one."""
        clause = range(form.end, sentence.end)
        end = next((at for at in clause if sentence.tokens[at].is_a("semicolon")), sentence.end)
        years = {
            int(sentence.tokens[at].text)
            for at in range(form.end, end)
            if self._is_year(sentence, at) and self._is_of_index(sentence, at, index_code)
        }
        return years.pop() if len(years) == 1 else None

    def _chosen_year(self, sentence: Sentence, form: Found, index_code: str, main: list[int], is_target: bool) -> int:
        """The nearest year before a figure, unless it may be the year of publication or of a plan."""
        at = main[0]
        attached = next((year for year in main if self._is_of_index(sentence, year, index_code)), None)
        if attached is None:
            is_published = self._is_published_in(sentence, at) or self._is_published_before(sentence, at)
            if is_published or (self._is_of_plan(sentence, at) and not is_target):
                raise Uncertain("which_year")
        elif sentence.tokens[attached].text != sentence.tokens[at].text:
            is_close = form.start - at <= 2 or bool(sentence.brackets[at])
            if self._is_published_in(sentence, at) or self._is_published_before(sentence, at):
                at = attached
            elif not is_close and not self._is_at_start(sentence, at):
                raise Uncertain("which_year")
        return int(sentence.tokens[at].text)

    def _is_at_start(self, sentence: Sentence, year: int) -> bool:
        """`, năm 2022 là 87,54 điểm`: a year that opens a clause is that of the clause."""
        at = year
        while at > sentence.start and sentence.tokens[at - 1].is_a("year_word"):
            at -= 1
        before = sentence.tokens[at - 1] if at > sentence.start else None
        return before is None or any(before.is_a(kind) for kind in ("semicolon", "comma", "and", "close", "colon"))

    def _year_of_bracket(self, sentence: Sentence, at: int) -> int | None:
        """`so với năm 2022 (86,62%)`: a figure in brackets right behind a year is of that year."""
        is_behind = at - 2 >= sentence.start and sentence.tokens[at - 1].is_a("open")
        return at - 2 if is_behind and sentence.tokens[at - 2].is_a(YEAR) else None

    def _year_behind(self, sentence: Sentence, at: int, is_forward: bool) -> int | None:
        """A year right behind a figure: `đạt 83,88% năm 2022`, `91.87 points in 2023`, `(2023)`."""
        joined = ("index", "and", "close") if is_forward else ()
        for other in range(at, min(at + (8 if joined else 4), sentence.end)):
            token = sentence.tokens[other]
            if self._is_year(sentence, other):
                is_span = other + 1 < sentence.end and any(
                    sentence.tokens[other + 1].is_a(kind) for kind in ("dash", "to", "stage")
                )
                closes = other + 1 < sentence.end and sentence.tokens[other + 1].is_a("close")
                in_brackets = any(sentence.tokens[between].is_a("open") for between in range(at, other))
                return None if is_span or (in_brackets and not closes) else other
            if not any(token.is_a(kind) for kind in ("year_word", "of_word", "open", *joined)):
                return None
        return None

    def _is_year(self, sentence: Sentence, at: int) -> bool:
        if not sentence.tokens[at].is_a(YEAR):
            return False
        for other in range(at - 1, max(at - 4, sentence.start - 1), -1):
            token = sentence.tokens[other]
            if token.is_a("stage"):
                return False
            if token.is_a("compared") and not (token.is_a("of_word") or token.is_a("year_word")):
                return False
            if not (token.is_a("year_word") or token.is_a("of_word")):
                break
        return True

    def _main_years(self, sentence: Sentence, at: int) -> list[int]:
        """Years that a sentence is of, the nearest first: none that is compared with, or belongs to another form."""
        return [
            other
            for other in sentence.before(at, YEAR)
            if self._is_year(sentence, other) and (other not in sentence.covered or self._is_of_score(sentence, other))
        ]

    def _is_of_score(self, sentence: Sentence, at: int) -> bool:
        return any(
            form.form in ("score", "target_up", "count_in_group")
            for form in sentence.forms
            if form.start <= at < form.end
        )

    def _is_of_index(self, sentence: Sentence, year: int, index_code: str) -> bool:
        """Whether a year stands at the index: `PAR INDEX năm 2023`, `the 2023 PAR INDEX`."""
        for at in range(year - 1, max(year - 6, sentence.start - 1), -1):
            token = sentence.tokens[at]
            if token.is_a("index"):
                return index_code in token.values("index")
            if not any(
                token.is_a(kind) for kind in ("year_word", "of_word", "close", "self", PROVINCE, "comma", "and")
            ):
                break
        after = year + 1
        return after < sentence.end and index_code in sentence.tokens[after].values("index")

    def _is_published_in(self, sentence: Sentence, year: int) -> bool:
        return any(sentence.tokens[at].is_a("publication") for at in range(year, min(year + 12, sentence.end)))

    def _is_published_before(self, sentence: Sentence, year: int) -> bool:
        return any(sentence.tokens[at].is_a("publication") for at in range(max(year - 4, sentence.start), year))

    def _is_of_plan(self, sentence: Sentence, year: int | None = None) -> bool:
        if year is None:
            return sentence.has("plan", sentence.start, sentence.end) or sentence.has(
                "goal", sentence.start, sentence.end
            )
        return sentence.has("plan", year - _PLAN_REACHES, year)
