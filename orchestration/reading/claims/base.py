"""What all figures need: what they are figures of, whether that is certain, and the rows that claims become."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from orchestration.reading.claims.tokens import is_hedged, shown
from orchestration.reading.context import REGION, Context, Sentence, Subject, Topic, Uncertain
from orchestration.reading.figures import Claim
from orchestration.reading.grammar import Found
from orchestration.reading.words import Token
from orchestration.reference import TOTAL, Component, Reference

# Below this share of the scale no total of an edition lies: a smaller number is a part, a change, or something else.
_LOWEST_SHARE = Decimal("0.4")
# Forms of what only a province has: a place, a group, a run of years at the head.
_OF_A_PROVINCE = (
    "rank",
    "rank_of",
    "first",
    "last",
    "best",
    "move",
    "group",
    "rank_in_group",
    "group_bound",
    "count_in_group",
    "times_first",
    "years_first",
    "parts_side",
)
_HUNDRED = Decimal(100)
_STATISTICS = ("mean", "median", "max", "min")
_FILLERS = (
    "year_word",
    "year",
    "reach",
    "of_word",
    "nation",
    "units",
    REGION,
    "index",
    "open",
    "close",
    "colon",
    "num",
)
# What may stand right behind a percentage that is a score.
_BEHIND_A_SCORE = (
    "comma",
    "semicolon",
    "open",
    "close",
    "and",
    "points",
    "compared",
    "year_word",
    "year",
    "rank",
    "ord",
    "ordinal",
    "rise",
    "fall",
    "first",
    "last",
    "behind",
    "keep",
    "previous",
    "dash",
    "mark",
    "colon",
    "dot",
    "index",
    "to",
    "reach",
    "respectively",
    "includes",
    "and_over",
    "place",
    "municipality",
    "nation",
    "province",
    "negation",
    "only",
    "goal",
    "in_group",
    "group",
    "self",
    "units",
)
_LEVELS = ("score", "rank", "rank_of", "first", "last", "rank_in_group", "scores_listed", "ranks_listed")
_OF_SCOPE = {"mean", "median", "min", "max", "mean_change"}
# A scope of fewer units than this must be named; one of more is the country.
FEWEST_OF_COUNTRY = 30
UP, DOWN, SAME = "up", "down", "same"


@dataclass(frozen=True)
class About:
    """What a figure is a figure of."""

    topic: Topic
    year: int
    subject: Subject
    is_target: bool


class Stated:
    """What a form is a figure of, and the rows that claims become."""

    # Set by the reader for each paragraph, which names are quoted from.
    text = ""

    def __init__(self, reference: Reference, context: Context) -> None:
        self._reference = reference
        self._context = context
        self._most_units = max(edition.units_expected for edition in reference.editions.values())

    def _about(self, sentence: Sentence, form: Found, topic: Topic | None = None) -> Iterator[About]:
        is_target = self._is_target(sentence, form)
        for one in [topic] if topic else self._context.topics(sentence, form):
            year = self._context.year(sentence, form, one.index_code, is_target)
            subject = self._context.subject(sentence, form, year, is_of_province=form.form in _OF_A_PROVINCE)
            yield About(one, year, subject, is_target)

    def _single(self, sentence: Sentence, form: Found) -> About:
        found = list(self._about(sentence, form))
        if len(found) != 1:
            raise Uncertain("which_index")
        return found[0]

    def _whole(self, sentence: Sentence, form: Found) -> tuple[Topic, int]:
        """Index and year of a figure of the whole country."""
        topics = self._context.topics(sentence, form)
        if len(topics) != 1:
            raise Uncertain("which_index")
        return topics[0], self._context.year(sentence, form, topics[0].index_code, False)

    def _topics_here(self, sentence: Sentence, form: Found) -> list[Topic]:
        topics = self._context.topics(sentence, form)
        if len(topics) != 1 or topics[0].component_code:
            raise Uncertain("which_index")
        return topics

    def _is_target(self, sentence: Sentence, form: Found) -> bool:
        if self._begins_as_plan(sentence):
            return True
        goal = next(sentence.before(form.start, "goal"), None)
        if goal is None:
            return False
        if any(
            sentence.tokens[at].is_a("rise") or sentence.tokens[at].is_a("reached_target")
            for at in range(max(goal - 2, sentence.start), goal)
        ):
            # A target that was met or passed: which of the figures is the target, is not said.
            raise Uncertain("target_or_result")
        return True

    def _is_goal(self, sentence: Sentence, form: Found) -> bool:
        return self._begins_as_plan(sentence) or next(sentence.before(form.start, "goal"), None) is not None

    def _begins_as_plan(self, sentence: Sentence) -> bool:
        """`Cải thiện, nâng cao chỉ số …`: what is to be done, with no subject."""
        first, *others = sentence.tokens[sentence.start : sentence.start + 2]
        return first.is_a("raise") and any(
            other.is_a(kind) for other in others for kind in ("comma", "raise", "index", "component")
        )

    def _claim(self, about: About, measure: str, value: object, **details: object) -> Claim:
        subject = about.subject
        kind = "province" if subject.province_id else "national"
        component = details.pop("component", about.topic.component_code)
        return Claim(
            about.topic.index_code, about.year, kind, subject.name, measure, str(value), component=component, **details
        )

    def _country(self, topic: Topic, year: int, measure: str, value: object, **details: object) -> Claim:
        scope = details.pop("scope", "national" if measure in _OF_SCOPE else "")
        component = details.pop("component", topic.component_code)
        return Claim(
            topic.index_code,
            year,
            "national",
            "Cả nước",
            measure,
            str(value),
            scope=scope,
            component=component,
            **details,
        )

    def _of_region(self, topic: Topic, year: int, measure: str, number: Token, region: Subject) -> Claim:
        return replace(self._country(topic, year, measure, shown(number), scope="region"), subject=region.name)

    def _ranked(self, about: About, place: int, scope: str, of_total: str = "", doubt: str = "") -> Claim:
        measure = "target_rank_at_most" if about.is_target else "rank"
        return self._claim(about, measure, place, scope=scope, of_total=of_total, doubt=doubt)

    def _component(self, topic: Topic, year: int) -> Component | None:
        return self._reference.components_of(topic.index_code, year).get(topic.component_code or TOTAL)

    def _check_scale(
        self, sentence: Sentence, form: Found, topic: Topic, year: int, number: Token, of: Token | None
    ) -> None:
        """Refuses a number that is not on the scale, or whose unit is not that of its index."""
        inside = sentence.tokens[form.start : form.end]
        if any(token.is_a("percent") for token in inside) and not self._is_in_percent(topic, year):
            raise Uncertain("unit")
        component = self._component(topic, year)
        if component is None:
            return
        if of and not topic.component_code and of.number != component.max_score:
            raise Uncertain("scale")
        value = number.number
        if value is None:
            raise Uncertain("not_understood")
        if not component.min_score <= value <= component.max_score:
            raise Uncertain("unlike")
        if not topic.component_code and value < _LOWEST_SHARE * component.max_score:
            raise Uncertain("unlike")

    def _is_in_percent(self, topic: Topic, year: int) -> bool:
        """Whether a scale ends at 100, so that points are percent; a maximum that is not known is none."""
        rows = [row for row in self._rows_of(topic) if int(row["first_year"]) <= year <= int(row["last_year"] or year)]
        return all(row["max_score"] and Decimal(row["max_score"]) == _HUNDRED for row in rows)

    def _rows_of(self, topic: Topic) -> list[dict[str, str]]:
        """Rows of the seed `components` on a component or a total, of all years."""
        key = (topic.index_code, topic.component_code or TOTAL)
        return [row for row in self._reference.rows("components") if (row["index_code"], row["component_code"]) == key]

    def _with_hedge(self, sentence: Sentence, form: Found, claim: Claim) -> Claim:
        return replace(claim, doubt="approximate") if is_hedged(sentence, form) else claim

    def _statistic(self, sentence: Sentence, form: Found) -> str:
        """`mean`, `median`, `min` or `max`, named in the form or close before it."""
        for at in range(form.end - 1, form.start - 1, -1):
            for kind in _STATISTICS:
                if sentence.tokens[at].is_a(kind):
                    return kind
        for at in range(form.start - 1, max(form.start - 9, sentence.start - 1), -1):
            token = sentence.tokens[at]
            for kind in _STATISTICS:
                if token.is_a(kind) and at not in sentence.covered:
                    return kind
            if not any(token.is_a(kind) for kind in _FILLERS) and not token.is_a("the"):
                break
        return ""

    def _is_of_all(self, sentence: Sentence, form: Found) -> bool:
        """Whether a figure is of all provinces: `63 tỉnh, thành phố`, `cả nước`."""
        if next(sentence.before(form.start, "nation"), None) is not None:
            return True
        return any(
            at > sentence.start
            and sentence.tokens[at - 1].number is not None
            and sentence.tokens[at - 1].number >= FEWEST_OF_COUNTRY
            for at in sentence.before(form.start, "units")
        )

    def _refuse_means(self, sentence: Sentence, form: Found, subject: Subject) -> None:
        """`Điểm PAPI trung bình các tỉnh (…) giảm từ 41,71`: of no province, however far the mean is named before."""
        named = (
            at for at in sentence.before(form.start, "mean", "median", "province", "self") if at not in sentence.covered
        )
        at = next(named, None)
        if (
            subject.province_id
            and at is not None
            and (sentence.tokens[at].is_a("mean") or sentence.tokens[at].is_a("median"))
        ):
            raise Uncertain("which_subject")

    def _refuse_shares(self, sentence: Sentence, form: Found) -> None:
        """`100% thủ tục`, `tỷ lệ người dùng internet tăng từ 75% lên 80%`: percentages of other things."""
        topic = next(sentence.before(form.start, "index", "component", "province", "self"), sentence.start)
        named = next(sentence.before(form.end, "share_of"), None)
        if self._is_share(sentence, form.end):
            raise Uncertain("share", is_out_of_scope=True)
        if named is not None and named >= topic:
            raise Uncertain("share", is_out_of_scope=True)

    def _is_share(self, sentence: Sentence, at: int) -> bool:
        """Whether a percentage goes on with what it is a share of: `100% thủ tục`, `90% of respondents`."""
        while at < sentence.end and sentence.tokens[at].is_a("of_word") and not sentence.tokens[at].is_a("year_word"):
            at += 1
        if at >= sentence.end:
            return False
        return not any(sentence.tokens[at].is_a(kind) for kind in _BEHIND_A_SCORE)

    def _place_doubt(self, sentence: Sentence, form: Found) -> str:
        """Whether a change of places may be one within a region, named right behind it or since the last figure."""
        end = form.end
        # `giảm 4 bậc, từ vị trí thứ 1 xuống thứ 5 trong vùng`: named behind the places that it is between.
        spans = (other for other in sentence.forms if other.form == "from_to" and 0 <= other.start - form.end <= 2)
        end = max(end, max((other.end for other in spans), default=end))
        if self._has_scope_behind(sentence, end):
            return "scope"
        last = max((other.end for other in sentence.forms if other.end <= form.start), default=sentence.start)
        if any(sentence.has(kind, last, form.start) for kind in (REGION, "municipality")):
            return "scope"
        return "scope" if self._last_was(sentence, form, "region") else ""

    def _has_scope_behind(self, sentence: Sentence, end: int) -> bool:
        """Whether the clause goes on to a region or the cities: `thứ 5 về điểm số trong vùng`."""
        for at in range(end, min(end + 16, sentence.end)):
            token = sentence.tokens[at]
            if token.is_a(REGION) or token.is_a("municipality"):
                return True
            if any(token.is_a(kind) for kind in ("comma", "semicolon", "close", "nation", "and", "province")):
                return False
        return False

    def _last_was(self, sentence: Sentence, form: Found, what: str) -> bool:
        """Whether the figure before a change was a mean, or a rank in a region only."""
        before = [other for other in sentence.forms if other.end <= form.start and other.form in _LEVELS]
        if not before:
            return False
        last = before[-1]
        if what == "mean":
            return last.form == "score" and self._statistic(sentence, last) == "mean"
        if sentence.has("province", last.end, form.start):
            return False
        at = last.part("scope")
        return at is not None and not sentence.tokens[at].is_a("nation")

    def _scope(self, sentence: Sentence, form: Found, about: About, of: Token | None) -> tuple[str, str]:
        """National, a region or the cities, and a doubt where the text does not say which."""
        at = form.part("scope")
        if at is None:
            last = max((other.end for other in sentence.forms if other.end <= form.start), default=sentence.start)
            at = next(
                (
                    place
                    for place in sentence.before(form.start, REGION, "municipality")
                    if place >= last and place not in sentence.covered
                ),
                None,
            )
        if at is None:
            is_small = of is not None and of.number < FEWEST_OF_COUNTRY
            return "national", "scope" if is_small or self._has_scope_behind(sentence, form.end) else ""
        token = sentence.tokens[at]
        if token.is_a("municipality"):
            return "municipality", ""
        if token.is_a("nation"):
            return "national", ""
        code = token.values(REGION)[0]
        home = self._context.province_regions.get(about.subject.province_id)
        return "region", "" if home in token.values(REGION) else "scope" if code == "?" else "other_region"

    def _compared(self, sentence: Sentence, form: Found, year: int) -> int:
        """The earlier year: named with the change, or in the same brackets or clause; else the year before."""
        at = form.part("compared")
        if at is None and form.part("previous") is None:
            at = self._year_compared_near(sentence, form)
        if at is None:
            return year - 1
        found = int(sentence.tokens[at].text)
        if found >= year:
            raise Uncertain("which_year")
        return found

    def _year_compared_near(self, sentence: Sentence, form: Found) -> int | None:
        for at in range(form.end, sentence.end):
            token = sentence.tokens[at]
            if token.is_a("semicolon"):
                break
            if token.is_a("year"):
                before = range(max(at - 3, sentence.start), at)
                if any(
                    sentence.tokens[other].is_a("compared") and not sentence.tokens[other].is_a("of_word")
                    for other in before
                ):
                    return at
                break
        return None

    def _group_of(self, sentence: Sentence, form: Found, about: About) -> str:
        at = form.part("word", "group")
        token = sentence.tokens[at]
        codes = {
            value.partition(":")[2]
            for kind in ("group", "group_word")
            for value in token.values(kind)
            if value.startswith(f"{about.topic.index_code}:")
        }
        if len(codes) != 1:
            raise Uncertain("which_group")
        if about.topic.component_code:
            raise Uncertain("no_measure")
        return codes.pop()
