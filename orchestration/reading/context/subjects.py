"""Whose figure it is: a province, a region, or the country."""

from orchestration.reading.context.base import (
    LOWER_UNIT,
    MINISTRY,
    NATION,
    OWN_SURVEY,
    PROVINCE,
    REGION,
    Named,
    Subject,
    Uncertain,
    is_dateline,
)
from orchestration.reading.context.sentences import Sentence
from orchestration.reading.grammar import Found
from orchestration.reading.words import Token

_SUBJECTS = (PROVINCE, "self", NATION, LOWER_UNIT, REGION, MINISTRY, "units")


class Subjects(Named):
    """The province of a figure: the nearest that is not merely compared with, or the one that the text is of."""

    def subject(self, sentence: Sentence, form: Found, year: int, is_of_province: bool = False) -> Subject:
        """Whose figure it is; a place or a group is always a province's. Raises `Uncertain`."""
        if form.form in ("rank", "score") and (ahead := self.province_behind(sentence, form)) is not None:
            return self._province(sentence.tokens[ahead], year)
        if sentence.has("open", form.start - 1, form.start) and sentence.has(PROVINCE, form.start - 2, form.start - 1):
            # `đứng sau Quảng Ninh (92,18%)`: in brackets behind a province it is of that province.
            return self._province(sentence.tokens[form.start - 2], year)
        for at in sentence.before(form.start, *_SUBJECTS):
            token = sentence.tokens[at]
            if self._is_aside(sentence, at):
                continue
            if token.is_a(PROVINCE):
                if self._is_below(sentence, at):
                    raise Uncertain(LOWER_UNIT, is_out_of_scope=True)
                if self._is_one_of_several(sentence, at):
                    raise Uncertain("which_province")
                return self._province(token, year)
            if token.is_a(NATION):
                if is_of_province or at in sentence.covered or sentence.has("units", at - 2, at):
                    continue
                named = (sentence.tokens[other] for other in sentence.before(at, PROVINCE, "self"))
                if any(named):
                    raise Uncertain("which_subject")
                return Subject(NATION)
            if token.is_a("self"):
                if at + 1 < sentence.end and sentence.tokens[at + 1].is_a(PROVINCE):
                    continue
                if self._is_counted(sentence, at):
                    raise Uncertain("which_province")
                return self._itself(sentence, at, year)
            if token.is_a("units"):
                if at not in sentence.covered and self._opens_a_clause(sentence, at):
                    raise Uncertain("which_province")
                continue
            if token.is_a(MINISTRY):
                raise Uncertain(OWN_SURVEY, is_out_of_scope=True)
            if token.is_a(REGION):
                within = at > sentence.start and sentence.tokens[at - 1].is_a("within")
                if is_of_province or within or at in sentence.covered:
                    continue
                code = token.values(REGION)[0]
                if code == "?":
                    continue
                return Subject(REGION, self._regions[code])
            is_counted = any(one.form == "things" and one.start <= at < one.end for one in sentence.forms)
            if is_counted or (not token.is_a("thing") and at not in sentence.covered and self._is_owner(sentence, at)):
                raise Uncertain(LOWER_UNIT, is_out_of_scope=True)
        if self._subject:
            return self._of_year(self._subject.province_id, year)
        if self._home:
            return self._of_year(self._home, year)
        raise Uncertain("which_province")

    def _is_counted(self, sentence: Sentence, at: int) -> bool:
        before = sentence.tokens[at - 1] if at > sentence.start else None
        return before is not None and (before.is_a("num") or before.is_a("number") or before.is_a("counting"))

    def _opens_a_clause(self, sentence: Sentence, at: int) -> bool:
        """Whether `các tỉnh` are what a clause is about, not those among which somebody leads."""
        while at > sentence.start and self._is_counted(sentence, at):
            at -= 1
        if at == sentence.start:
            return True
        before = sentence.tokens[at - 1]
        return before.is_a("there_are") or any(
            before.is_a(kind) for kind in ("comma", "semicolon", "and", "close", "colon")
        )

    def _is_owner(self, sentence: Sentence, at: int) -> bool:
        """Whether a district or department is what the figure is of, not one that receives an order."""
        return at == sentence.start or any(
            sentence.tokens[at - 1].is_a(kind)
            for kind in ("of_word", "comma", "and", "semicolon", "w", "index", "close")
        )

    def _itself(self, sentence: Sentence, at: int, year: int) -> Subject:
        """`tỉnh`, `the city`: the province named last in the paragraph, or the one that the text is of."""
        before = next((other for other in sentence.before(at, PROVINCE) if not self._is_aside(sentence, other)), None)
        last = sentence.tokens[before].values(PROVINCE)[0] if before is not None else ""
        last = last or (self._subject.province_id if self._subject else "")
        home = self._titled
        if last and home and last != home:
            if not self._fits(sentence.tokens[at], home):
                return self._of_year(last, year)
            if not self._fits(sentence.tokens[at], last):
                return self._of_year(home, year)
            raise Uncertain("which_province")
        if not (last or home):
            raise Uncertain("which_province")
        return self._of_year(last or home, year)

    def _fits(self, token: Token, province_id: str) -> bool:
        if token.is_a("city"):
            return province_id in self._cities
        return province_id not in self._cities or not token.is_a("not_a_city")

    def _is_aside(self, sentence: Sentence, at: int) -> bool:
        """A province that something is compared with, or that is only part of a name: `báo Quảng Ninh`."""
        if at == sentence.start and is_dateline(sentence.tokens, at):
            return True
        for other in range(at - 1, max(at - 3, sentence.start - 1), -1):
            token = sentence.tokens[other]
            if token.is_a("source_of") or token.is_a("ahead"):
                return True
            if (token.is_a("behind") or token.is_a("compared")) and not token.is_a("of_word"):
                return True
            if token.is_a("rise") or token.is_a("fall"):
                return True
            if not token.is_a("self"):
                break
        # Those that follow the first of a list behind another.
        listed = at
        while listed - 1 > sentence.start and (
            sentence.tokens[listed - 1].is_a("comma")
            or sentence.tokens[listed - 1].is_a("and")
            or sentence.tokens[listed - 1].is_a(PROVINCE)
        ):
            listed -= 1
            if sentence.tokens[listed].is_a(PROVINCE) and listed >= 1 and sentence.tokens[listed - 1].is_a("behind"):
                return True
        return False

    def _is_below(self, sentence: Sentence, at: int) -> bool:
        """`quận Hồng Bàng, thành phố Hải Phòng`: a unit of the province."""
        for other in range(at - 1, max(at - 7, sentence.start - 1), -1):
            token = sentence.tokens[other]
            if token.is_a(LOWER_UNIT) and (not token.is_a("thing") or other == sentence.start):
                return True
            if not any(token.is_a(kind) for kind in ("w", "comma", "self", "of_word", "open", "thing")):
                return False
        return False

    def _is_one_of_several(self, sentence: Sentence, at: int) -> bool:
        """Whether provinces are listed before a single figure: `Hải Phòng và Hà Nội đạt trên 91%`."""
        other = at - 1
        while other >= sentence.start and sentence.tokens[other].is_a("self"):
            other -= 1
        if other < sentence.start or not (sentence.tokens[other].is_a("comma") or sentence.tokens[other].is_a("and")):
            return False
        return (
            other - 1 >= sentence.start
            and sentence.tokens[other - 1].is_a(PROVINCE)
            and (sentence.tokens[other].is_a("and") or not self._is_aside(sentence, other - 1))
        )

    def province_behind(self, sentence: Sentence, form: Found) -> int | None:
        """`thứ ba là Hà Nội`: who has the place, of a rank in words or with an ordinal."""
        is_ordinal = sentence.has("ord", form.start, form.end) or sentence.has("ordinal", form.start, form.end)
        if form.form != "rank" or not is_ordinal:
            return None
        for at in range(form.end, min(form.end + 3, sentence.end)):
            token = sentence.tokens[at]
            if token.is_a(PROVINCE):
                return at
            if not (token.is_a("reach") or token.is_a("self")):
                return None
        return None

    def provinces(self, sentence: Sentence, start: int, end: int, year: int) -> list[Subject]:
        return [
            self._province(sentence.tokens[at], year)
            for at in range(max(start, sentence.start), min(end, sentence.end))
            if sentence.tokens[at].is_a(PROVINCE)
        ]

    def _province(self, token: Token, year: int) -> Subject:
        return self._of_year(token.values(PROVINCE)[0], year, token.values(PROVINCE))

    def _of_year(self, province_id: str, year: int, known: list[str] | None = None) -> Subject:
        """The province in the boundary set of a year, which has another id and may have another name."""
        wanted = self._boundary_set(year)
        ids = known or [province_id]
        name = self._names[ids[0]]
        fitting = [one for one in ids if one.startswith(wanted)]
        fitting = fitting or [key for key, value in self._names.items() if key.startswith(wanted) and value == name]
        return self._named(fitting[0] if fitting else ids[0])

    def _named(self, province_id: str) -> Subject:
        return Subject(PROVINCE, self._names[province_id], province_id)

    def region_name(self, code: str) -> str:
        return self._regions[code]
