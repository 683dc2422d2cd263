"""Of which index, and which of its components, a figure is."""

from orchestration.reading.context.base import (
    NO_INDEX,
    OTHER_INDEX,
    OWN_SURVEY,
    TOPICS,
    Named,
    Topic,
    Uncertain,
    is_beside_provinces,
)
from orchestration.reading.context.sentences import Sentence
from orchestration.reading.grammar import Found
from orchestration.reading.words import YEAR, Meaning, Token

_JOINS = ("comma", "and", "of_word", "open", "close", "raise", "keep", "parts")


class Topics(Named):
    """The index of a figure, and its component: the nearest before it, right behind it, or carried over."""

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
            (at for at in sentence.before(form.start, *TOPICS) if not is_beside_provinces(sentence, at)), None
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
        if sentence.has(OWN_SURVEY, at + 1, at + 2) and not is_beside_provinces(sentence, at + 1):
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
