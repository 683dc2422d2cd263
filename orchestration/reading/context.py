"""What a figure of a text is a figure of: the index, year and province that its sentence names, or one before it.

Everything here answers with a finding or with the reason why none is certain; nothing is guessed. A mention counts for
a figure where it stands before it in the sentence, not in brackets that are closed by then.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from orchestration.reading.grammar import Found
from orchestration.reading.words import STOP, YEAR, Meaning, Token
from orchestration.reference import Reference

OTHER_INDEX, OWN_SURVEY, LOWER_UNIT, NO_INDEX = "other_index", "own_survey", "lower_unit", "no_index"
NATION, REGION, PROVINCE, MINISTRY = "nation", "region", "province", "ministry"
_TOPICS = ("component", "index", OTHER_INDEX, OWN_SURVEY)
_SUBJECTS = (PROVINCE, "self", NATION, LOWER_UNIT, REGION, MINISTRY, "units")
_JOINS = ("comma", "and", "of_word", "open", "close", "raise", "keep", "parts")
# How many words back a plan is the plan of a year.
_PLAN_REACHES = 8
# The last boundary set holds from this year on.
_NEW_SET_FROM = 2025


# What has more words without a full stop is a list or a table, and is read in pieces.
_LONGEST_SENTENCE = 250
_DEEPEST_BRACKETS = 9
_LONGEST_TITLE = 40


class Uncertain(Exception):
    """Why a figure cannot be tied to what it is a figure of: the code of a question, or of another matter."""

    def __init__(self, reason: str, is_out_of_scope: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.is_out_of_scope = is_out_of_scope


@dataclass(frozen=True)
class Topic:
    """An index, and the component of it or its total."""

    index_code: str
    component_code: str = ""


@dataclass(frozen=True)
class Subject:
    """A province by its name, a region by its name, or the country."""

    kind: str
    name: str = ""
    province_id: str = ""


@dataclass
class Sentence:
    """The tokens from one place to another of a paragraph, the forms among them, and the brackets around each."""

    tokens: list[Token]
    start: int
    end: int
    forms: list[Found]
    brackets: list[tuple[int, ...]]
    covered: set[int] = field(default_factory=set)

    def before(self, at: int, *kinds: str) -> Iterator[int]:
        """Tokens of these kinds that count for a figure there, the nearest first."""
        for other in range(at - 1, self.start - 1, -1):
            if any(self.tokens[other].is_a(kind) for kind in kinds) and self.counts(other, at):
                yield other

    def counts(self, other: int, at: int) -> bool:
        mine, its = self.brackets[at] if at < self.end else (), self.brackets[other]
        # A short name in brackets stands for the long one before it.
        return its == mine[: len(its)] or self._is_alone(other)

    def _is_alone(self, at: int) -> bool:
        is_name = self.tokens[at].is_a("index") or self.tokens[at].is_a("component")
        return (
            is_name
            and 0 < at < len(self.tokens) - 1
            and self.tokens[at - 1].is_a("open")
            and self.tokens[at + 1].is_a("close")
        )

    def has(self, kind: str, start: int, end: int) -> bool:
        return any(self.tokens[at].is_a(kind) for at in range(max(start, self.start), min(end, self.end)))


def sentences(tokens: list[Token], forms: list[Found]) -> list[Sentence]:
    """The sentences of a paragraph, none longer than people write them."""
    brackets: list[tuple[int, ...]] = []
    opened: list[int] = []
    found: list[Sentence] = []
    start = 0
    left = iter([*forms, None])
    form = next(left)
    for at in range(len(tokens) + 1):
        if at == len(tokens) or tokens[at].is_a(STOP) or at - start >= _LONGEST_SENTENCE:
            mine = []
            while form is not None and form.start < at:
                mine += [form] if form.start >= start and form.end <= at else []
                form = next(left)
            if at > start:
                covered = {place for one in mine for place in range(one.start, one.end)}
                found.append(Sentence(tokens, start, at, mine, brackets, covered))
            is_stop = at < len(tokens) and tokens[at].is_a(STOP)
            start, opened = at + is_stop, []
        if at < len(tokens):
            if tokens[at].is_a("open") and len(opened) < _DEEPEST_BRACKETS:
                opened.append(at)
            brackets.append(tuple(opened))
            if tokens[at].is_a("close") and opened:
                opened.pop()
    return found


class Context:
    """What was named so far in a text, and whose text it seems to be."""

    def __init__(self, reference: Reference, paragraphs: list[list[Token]]) -> None:
        self._reference = reference
        self._names = {row["province_id"]: row["name_vi"] for row in reversed(reference.rows("provinces"))}
        self._regions = {row["region_code"]: row["name_vi"] for row in reference.rows("regions")}
        self.province_regions = {row["province_id"]: row["region_code"] for row in reference.rows("provinces")}
        self._cities = {row["province_id"] for row in reference.rows("provinces") if row["unit_type"] == "municipality"}
        named = Counter(
            token.values(PROVINCE)[0]
            for tokens in paragraphs
            for at, token in enumerate(tokens)
            if token.is_a(PROVINCE) and not (at == 0 and _is_dateline(tokens, at))
        )
        self._home = self._whose(named)
        self._titled = self._home or self._title_names(paragraphs)
        self._topics: list[Topic | str] = []
        self._subject: Subject | None = None
        self._years: dict[str, int] = {}
        self._doubted: set[str] = set()
        self._paragraph_year: int | None = None
        self._planned: dict[str, int] = {}
        self._is_new_paragraph = True

    @staticmethod
    def _whose(named: Counter[str]) -> str:
        """The province that a text is of: the only one that it names, or the one named more often than all others."""
        if not named:
            return ""
        (first, n), *_ = named.most_common(1)
        return first if n > sum(named.values()) / 2 else ""

    @staticmethod
    def _title_names(paragraphs: list[list[Token]]) -> str:
        """The only province of a short first paragraph: what `tỉnh` means below it, if nothing else."""
        title = paragraphs[0] if paragraphs else []
        named = {
            token.values(PROVINCE)[0]
            for at, token in enumerate(title)
            if token.is_a(PROVINCE) and not (at == 0 and _is_dateline(title, at))
        }
        return named.pop() if len(named) == 1 and len(title) <= _LONGEST_TITLE else ""

    def begin_paragraph(self) -> None:
        self._is_new_paragraph = True
        self._subject = None
        self._paragraph_year = None

    def end_sentence(self, sentence: Sentence) -> None:
        """Remembers what the sentence named, for those after it."""
        named: list[Topic | str] = []
        for at in range(sentence.start, sentence.end):
            token = sentence.tokens[at]
            for code in token.values("index"):
                named.append(Topic(code))
            if token.is_a(OTHER_INDEX):
                named.append(OTHER_INDEX)
        topics = sentence.before(sentence.end, *_TOPICS)
        last = next((at for at in topics if not _is_beside_provinces(sentence, at)), None)
        if last is not None and sentence.tokens[last].is_a(OWN_SURVEY):
            named = [OWN_SURVEY]
        if named:
            self._topics = list(dict.fromkeys(named))
        main = self._main_years(sentence, sentence.end)
        years = {int(sentence.tokens[at].text) for at in main if not self._is_published_in(sentence, at)}
        if named and len(years) == 1 and not self._is_of_plan(sentence):
            (self._paragraph_year,) = years
        for topic in self._topics if years else []:
            if isinstance(topic, Topic) and len(years) == 1:
                (year,) = years
                held = self._planned if self._is_of_plan(sentence) else self._years
                if held is self._years and held.get(topic.index_code, year) != year and self._is_new_paragraph:
                    self._doubted.add(topic.index_code)
                held[topic.index_code] = year
        for at in range(sentence.end - 1, sentence.start - 1, -1):
            token = sentence.tokens[at]
            if token.is_a(PROVINCE) and not (self._is_aside(sentence, at) or self._is_below(sentence, at)):
                self._subject = self._province(token, _NEW_SET_FROM - 1)
                break
            if token.is_a("self") and not self._subject and self._titled and self._fits(token, self._titled):
                self._subject = self._of_year(self._titled, _NEW_SET_FROM - 1)
                break
        self._is_new_paragraph = False

    # Topics

    def has_topic(self, sentence: Sentence) -> bool:
        """Whether an index is named in the sentence or carried into it."""
        return bool(self._topics) or any(
            sentence.has(kind, sentence.start, sentence.end) for kind in ("index", OTHER_INDEX)
        )

    def topics(self, sentence: Sentence, form: Found) -> list[Topic]:
        """The index of a figure, or all of a list of indices. Raises `Uncertain`."""
        inside = [at for at in range(form.start, form.end) if sentence.tokens[at].is_a("index")]
        if inside:
            return [Topic(sentence.tokens[inside[0]].values("index")[0])]
        backward = next(
            (at for at in sentence.before(form.start, *_TOPICS) if not _is_beside_provinces(sentence, at)), None
        )
        forward = self._forward_topic(sentence, form, has_other=backward is not None)
        if forward is None and backward is not None and form.form in ("score", "change"):
            # `đạt 91,43% PAR INDEX và 83,57% SIPAS`: the index behind it, or the one before.
            behind = sentence.tokens[form.end] if form.end < sentence.end else None
            codes = sentence.tokens[backward].values("index")
            if behind is not None and behind.is_a("index") and behind.values("index") != codes:
                raise Uncertain("which_index")
        at = forward if forward is not None else backward
        if at is None:
            return (self._topics and self._carried()) or self._named_later(sentence)
        token = sentence.tokens[at]
        if sentence.has(OWN_SURVEY, at + 1, at + 2) and not _is_beside_provinces(sentence, at + 1):
            # `PAR INDEX cấp huyện`: an index of the same name.
            raise Uncertain(OWN_SURVEY, is_out_of_scope=True)
        if token.is_a(OWN_SURVEY) or token.is_a(OTHER_INDEX):
            raise Uncertain(OTHER_INDEX if token.is_a(OTHER_INDEX) else OWN_SURVEY, is_out_of_scope=True)
        if token.is_a("component"):
            return [self.component_at(sentence, at)]
        part = self._part_of(sentence, at)
        if part is not None and sentence.tokens[at].values("index")[0] in self._indices_of(sentence.tokens[part]):
            return [Topic(token.values("index")[0], self._code_of(sentence.tokens[part], token.values("index")[0]))]
        return self._listed(sentence, at, is_forward=forward is not None)

    def _named_later(self, sentence: Sentence) -> list[Topic]:
        """The only index of a sentence that names it behind its figures, where none was named before."""
        tokens = sentence.tokens[sentence.start : sentence.end]
        codes = {code for token in tokens for code in token.values("index")}
        if len(codes) != 1 or any(token.is_a(OTHER_INDEX) or token.is_a(OWN_SURVEY) for token in tokens):
            raise Uncertain("which_index" if codes else NO_INDEX, is_out_of_scope=not codes)
        return [Topic(codes.pop())]

    def _carried(self) -> list[Topic]:
        if len(self._topics) > 1:
            raise Uncertain("which_index")
        if self._topics[0] in (OTHER_INDEX, OWN_SURVEY):
            raise Uncertain(str(self._topics[0]), is_out_of_scope=True)
        return [topic for topic in self._topics if isinstance(topic, Topic)]

    def _forward_topic(self, sentence: Sentence, form: Found, has_other: bool) -> int | None:
        """An index right behind the figure: `dẫn đầu Chỉ số SIPAS`, `92.18 points in the 2023 PAR INDEX`."""
        is_bound = False
        for at in range(form.end, min(form.end + 5, sentence.end)):
            token = sentence.tokens[at]
            if token.is_a("index") or token.is_a(OTHER_INDEX):
                return at if is_bound or not has_other else None
            if not any(token.is_a(kind) for kind in ("of_word", "year_word", YEAR, "ord", "parts")):
                return None
            is_bound = is_bound or token.is_a("of_word")
        return None

    def _part_of(self, sentence: Sentence, index: int) -> int | None:
        """The component right before its index: `Quản trị môi trường của PAPI`."""
        for at in range(index - 1, max(index - 4, sentence.start - 1), -1):
            if sentence.tokens[at].is_a("component"):
                return at
            if not any(sentence.tokens[at].is_a(kind) for kind in ("of_word", "parts", "open", YEAR)):
                return None
        return None

    def _indices_of(self, token: Token) -> set[str]:
        return {value.partition(":")[0] for value in token.values("component")}

    def _code_of(self, token: Token, index_code: str) -> str:
        codes = [value.partition(":")[2] for value in token.values("component") if value.startswith(f"{index_code}:")]
        if len(codes) != 1:
            raise Uncertain("which_component")
        return codes[0]

    def component_at(self, sentence: Sentence, at: int) -> Topic:
        """A component of the index named before it; by itself only where one index alone has such a part."""
        token = sentence.tokens[at]
        own = self._indices_of(token)
        before = next(sentence.before(at, "index", OTHER_INDEX), None)
        if before is not None:
            if sentence.tokens[before].is_a(OTHER_INDEX):
                raise Uncertain(OTHER_INDEX, is_out_of_scope=True)
            near = {sentence.tokens[before].values("index")[0]}
        else:
            near = {topic.index_code for topic in self._topics if isinstance(topic, Topic)}
        if (len(own) == 1 and not near) or len(own & near) == 1:
            index_code = min(own & near or own)
            return Topic(index_code, self._code_of(token, index_code))
        # Words of an index may be words of everyday: `cải cách thủ tục hành chính` beside PAPI names nothing of it.
        raise Uncertain("which_component")

    def _listed(self, sentence: Sentence, at: int, is_forward: bool) -> list[Topic]:
        """The index, with those joined to it by commas and `và`."""
        codes = [sentence.tokens[at].values("index")[0]]
        step = 1 if is_forward else -1
        other = at + step
        while sentence.start <= other < sentence.end:
            token = sentence.tokens[other]
            if token.is_a("index"):
                codes.append(token.values("index")[0])
            elif not any(token.is_a(kind) for kind in _JOINS) or (token.is_a("comma") and is_forward):
                break
            other += step
        codes = list(dict.fromkeys(codes))
        return [Topic(code) for code in (codes if is_forward else reversed(codes))]

    def take_for(self, sentence: Sentence, at: int, component: str) -> None:
        """Has the index named last before a place stand for a part, from here on: `SIPAS được 8,57/10 điểm`."""
        names = list(sentence.before(at, "index"))
        code = sentence.tokens[names[0]].values("index") if names else []
        for name in names:
            if sentence.tokens[name].values("index") == code:
                sentence.tokens[name].meanings = (Meaning("component", component),)

    # Years

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

    # Subjects

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
        """Whether a district or department is what the figure is of, not one that is told to do something."""
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
        if at == sentence.start and _is_dateline(sentence.tokens, at):
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
        """The province in the boundary set of a year: one of the 63 until 2024."""
        wanted = "34" if year >= _NEW_SET_FROM else "63"
        ids = known or [province_id]
        fitting = [one for one in ids if one.startswith(wanted)]
        name = self._names[ids[0]]
        if not fitting:
            fitting = [key for key, value in self._names.items() if key.startswith(wanted) and value == name]
        if not fitting:
            return Subject(PROVINCE, name, ids[0])
        return Subject(PROVINCE, self._names[fitting[0]], fitting[0])

    def region_name(self, code: str) -> str:
        return self._regions[code]


def _is_dateline(tokens: list[Token], at: int) -> bool:
    """`Hà Nội (TTXVN 18/4) – `, `HANOI — `: where a report was written, at its beginning."""
    if at + 2 >= len(tokens):
        return False
    behind, then = tokens[at + 1 : at + 3]
    return behind.is_a("dash") or (behind.is_a("open") and then.is_a("w") and then.text.isupper())


def _is_beside_provinces(sentence: Sentence, at: int) -> bool:
    """`của các bộ và các tỉnh, thành phố`: ministries named together with provinces."""
    if not sentence.tokens[at].is_a(OWN_SURVEY) or at + 2 >= sentence.end:
        return False
    joined, units = sentence.tokens[at + 1 : at + 3]
    return (joined.is_a("and") or joined.is_a("comma")) and (units.is_a("units") or units.is_a("self"))
