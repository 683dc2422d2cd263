"""From the paragraphs of a text to its figures: each is a claim, a question, of other things, or not understood."""

import unicodedata

from orchestration.reading.claims import Claims
from orchestration.reading.context import NO_INDEX, Context, Sentence, Uncertain, sentences
from orchestration.reading.figures import CLAIM, NOT_UNDERSTOOD, OUT_OF_SCOPE, QUESTION, Figure
from orchestration.reading.grammar import Found, Grammar
from orchestration.reading.sums import with_sums
from orchestration.reading.words import DATE, DOCUMENT, NAME, NUMBER, NUMBERING, TIME, YEAR, Lexicon, scan
from orchestration.reference import Reference

# Forms that say what a number is of, if of no index.
_OTHER_FORMS = {"date": "date", "document": "document", "years": "year", "things": "things"}
_OTHER_KINDS = {YEAR: "year", DATE: "date", TIME: "time", DOCUMENT: "document", NAME: "name", NUMBERING: "numbering"}


class Reader:
    """Reads texts with the words and names of the seeds."""

    def __init__(self, reference: Reference) -> None:
        self._reference = reference
        self._lexicon = Lexicon(reference)
        self._grammar = Grammar()

    def read(self, paragraphs: list[str]) -> list[Figure]:
        """Every figure of a text, in its order. Places are those of the paragraphs in NFC."""
        texts = [unicodedata.normalize("NFC", paragraph) for paragraph in paragraphs]
        tokens = [scan(text, self._lexicon) for text in texts]
        context = Context(self._reference, tokens)
        claims = Claims(self._reference, context)
        figures: list[Figure] = []
        for number, (text, words) in enumerate(zip(texts, tokens, strict=True), start=1):
            context.begin_paragraph()
            claims.text = text
            for sentence in sentences(words, list(self._grammar.find(words))):
                figures += self._read_sentence(sentence, number, text, context, claims)
                context.end_sentence(sentence)
        return with_sums(figures, self._reference)

    def _read_sentence(
        self, sentence: Sentence, number: int, text: str, context: Context, claims: Claims
    ) -> list[Figure]:
        found: list[Figure] = []
        done: set[int] = set()
        for form in sentence.forms:
            figure = self._read_form(sentence, form, number, text, claims)
            if figure:
                found.append(figure)
                done.update(range(form.start, form.end))
        for at in range(sentence.start, sentence.end):
            if at not in done and (reason := self._reason(sentence, at, context)):
                token = sentence.tokens[at]
                status = NOT_UNDERSTOOD if reason == NOT_UNDERSTOOD else OUT_OF_SCOPE
                found.append(Figure(number, token.start, token.end, token.text, status, reason))
        return sorted(found, key=lambda figure: figure.start)

    def _read_form(self, sentence: Sentence, form: Found, number: int, text: str, claims: Claims) -> Figure | None:
        start, end = sentence.tokens[form.start].start, sentence.tokens[form.end - 1].end
        place = (number, start, end, text[start:end])
        if form.form in _OTHER_FORMS:
            return Figure(*place, OUT_OF_SCOPE, _OTHER_FORMS[form.form])
        has_number = any(sentence.tokens[at].number is not None for at in range(form.start, form.end))
        try:
            made = tuple(claims.of(sentence, form))
        except Uncertain as doubt:
            if not has_number and (doubt.is_out_of_scope or not self._names_rank(form)):
                return None
            if doubt.reason == NOT_UNDERSTOOD:
                return None
            return Figure(*place, OUT_OF_SCOPE if doubt.is_out_of_scope else QUESTION, doubt.reason)
        if not made:
            return None
        doubts = [claim.doubt for claim in made if claim.doubt]
        return Figure(*place, QUESTION if len(doubts) == len(made) else CLAIM, doubts[0] if doubts else "", made)

    def _names_rank(self, form: Found) -> bool:
        return form.form in ("last", "group", "first")

    def _reason(self, sentence: Sentence, at: int, context: Context) -> str:
        """Why a number that no form took is no claim; blank for what is no number."""
        token = sentence.tokens[at]
        for kind, reason in _OTHER_KINDS.items():
            if token.is_a(kind):
                return reason
        if not token.is_a(NUMBER):
            return ""
        following = sentence.tokens[at + 1] if at + 1 < sentence.end else None
        previous = sentence.tokens[at - 1] if at > sentence.start else None
        if following and previous and previous.is_a("open") and following.is_a("close") and not token.decimals:
            return NUMBERING
        if following and any(
            following.is_a(kind) for kind in ("thing", "lower_unit", "year_word", "ministry", "own_survey")
        ):
            return "things"
        if following and following.is_a("units"):
            return "units"
        if following and (following.is_a("index") or following.is_a("parts")):
            return "indices"
        if not context.has_topic(sentence):
            return NO_INDEX
        return NOT_UNDERSTOOD
