"""What a figure of a text is a figure of: the index, year and province that its sentence names, or one before it.

Everything here answers with a finding or with the reason why none is certain; nothing is guessed. A mention counts for
a figure where it stands before it in the sentence, not in brackets that are closed by then.
"""

from orchestration.reading.context.base import (
    NATION,
    NO_INDEX,
    OTHER_INDEX,
    OWN_SURVEY,
    PROVINCE,
    REGION,
    TOPICS,
    Subject,
    Topic,
    Uncertain,
    is_beside_provinces,
)
from orchestration.reading.context.sentences import Sentence, sentences
from orchestration.reading.context.subjects import Subjects
from orchestration.reading.context.years import Years

__all__ = ["NATION", "NO_INDEX", "REGION", "Context", "Sentence", "Subject", "Topic", "Uncertain", "sentences"]


class Context(Years, Subjects):
    """What was named so far in a text. Sentences are ended in their order."""

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
        topics = sentence.before(sentence.end, *TOPICS)
        last = next((at for at in topics if not is_beside_provinces(sentence, at)), None)
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
                self._subject = self._named(token.values(PROVINCE)[0])
                break
            if token.is_a("self") and not self._subject and self._titled and self._fits(token, self._titled):
                self._subject = self._named(self._titled)
                break
        self._is_new_paragraph = False
