"""From the form of a figure and what it is a figure of to the claim: a row as `check-claims` reads it.

One function for each kind of form. A doubt is raised as `Uncertain`: the figure is then shown with a question.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from orchestration.reading.context import NATION, REGION, Context, Sentence, Subject, Topic, Uncertain
from orchestration.reading.figures import Claim
from orchestration.reading.grammar import LISTED, Found, list_before
from orchestration.reading.words import Token
from orchestration.reference import TOTAL, Component, Reference

# Below this share of the scale no total of an edition lies: a smaller number is a part, a change, or something else.
_LOWEST_SHARE = Decimal("0.4")
# A scope of fewer units than this must be named; one of more is the country.
_FEWEST_OF_COUNTRY = 30
_MOST_UNITS = 63
_UP, _DOWN, _SAME = "up", "down", "same"
# SIPAS stated out of one of these is a part of PAR INDEX.
_SIPAS_POINTS = {Decimal(10): "survey_sipas", Decimal(12): "survey_sipas"}


@dataclass(frozen=True)
class About:
    """What a figure is a figure of."""

    topic: Topic
    year: int
    subject: Subject
    is_target: bool


class Claims:
    """The claims of a form in a sentence."""

    def __init__(self, reference: Reference, context: Context) -> None:
        self._reference = reference
        self._context = context

    def of(self, sentence: Sentence, form: Found) -> list[Claim]:
        """All that a form states, or none where it states nothing of an index. Raises `Uncertain`."""
        make: Callable[[Sentence, Found], Iterator[Claim]] | None = getattr(self, f"_{form.form}", None)
        if make is None:
            return []
        claims = list(make(sentence, form))
        doubt = self._doubt(sentence, form)
        return [replace(claim, doubt=claim.doubt or doubt) for claim in claims]

    def _doubt(self, sentence: Sentence, form: Found) -> str:
        """Words before a figure by which it is denied, or is no more than supposed."""
        if form.form not in ("parts_unimproved",) and _has_near(sentence, form.start, "negation", 4):
            return "negation"
        if next(sentence.before(form.start, "unsure"), None) is not None:
            return "supposed"
        return ""

    # What it is about

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

    def _is_target(self, sentence: Sentence, form: Found) -> bool:
        if self._begins_as_plan(sentence):
            return True
        goal = next(sentence.before(form.start, "goal"), None)
        if goal is None:
            return False
        if any(
            sentence.tokens[at].is_a("rise") or sentence.tokens[at].text.lower() in _REACHED
            for at in range(max(goal - 2, sentence.start), goal)
        ):
            # A target that was met or passed: which of the figures is the target, is not said.
            raise Uncertain("target_or_result")
        return True

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

    # Scores

    def _score(self, sentence: Sentence, form: Found) -> Iterator[Claim]:
        number, of = _token(sentence, form, "n"), _token(sentence, form, "of")
        if not self._is_a_score(sentence, form, number, of):
            return
        statistic = self._statistic(sentence, form)
        topics = self._context.topics(sentence, form)
        topic = topics[0]
        if of and topic.index_code == "SIPAS" and of.number in _SIPAS_POINTS:
            topics = [Topic("PAR", _SIPAS_POINTS[of.number])]
            self._context.take_for(sentence, form.start, f"PAR:{_SIPAS_POINTS[of.number]}")
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
                    _has_near(sentence, form.start + 1, "scale", 4)
                    or _has_near(sentence, form.start + 1, "scale_is", 4)
                ):
                    raise Uncertain("which_component")
                yield self._country(topic, year, "max_points", _shown(number), component=topic.component_code or TOTAL)
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
            yield self._with_hedge(sentence, form, self._country(topic, year, "mean", _shown(number)))
            return
        about = About(topic, year, subject, is_target)
        total = _shown(of) if of else ""
        claim = self._claim(about, "target_score" if is_target else "score", _shown(number), of_total=total)
        yield claim if is_target else self._with_hedge(sentence, form, claim)
        if of and topic.component_code and topic.index_code == "PAR":
            yield self._country(topic, year, "max_points", total)

    def _ends_a_range(self, sentence: Sentence, form: Found) -> bool:
        """`từ 43,44 - 47,88 điểm`: bounds, not scores."""
        tokens = sentence.tokens
        is_behind = form.start - 2 >= sentence.start and _is_bound(tokens[form.start - 2], tokens[form.start - 1])
        return is_behind or (form.end + 1 < sentence.end and _is_bound(tokens[form.end + 1], tokens[form.end]))

    def _score_in_brackets(self, sentence: Sentence, form: Found) -> Iterator[Claim]:
        """`Đồng Tháp (46.961)`: a figure without a unit, right behind a province."""
        number = _token(sentence, form, "n")
        if not number.decimals or not _has_near(sentence, form.start, "province", 2):
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
        if _has_near(sentence, form.start, "deducted", 3):
            raise Uncertain("no_measure")
        return number.number is not None

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
            if not any(token.is_a(kind) for kind in _FILLERS) and token.text.lower() != "các":
                break
        return ""

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
        return self._country(topic, year, statistic, _shown(number))

    def _of_region(self, topic: Topic, year: int, measure: str, number: Token | str, region: Subject) -> Claim:
        shown = number if isinstance(number, str) else _shown(number)
        return replace(self._country(topic, year, measure, shown, scope="region"), subject=region.name)

    def _check_scale(
        self, sentence: Sentence, form: Found, topic: Topic, year: int, number: Token, of: Token | None
    ) -> None:
        """Refuses a number that is not on the scale, or whose unit is not that of its index."""
        inside = sentence.tokens[form.start : form.end]
        if topic.index_code == "PAPI" and any(token.is_a("percent") for token in inside):
            raise Uncertain("unit")
        component = self._component(topic, year)
        if component is None:
            return
        if of and not topic.component_code and of.number != component.max_score:
            raise Uncertain("scale")
        value = number.number
        if not component.min_score <= value <= component.max_score:
            raise Uncertain("unlike")
        if not topic.component_code and value < _LOWEST_SHARE * component.max_score:
            raise Uncertain("unlike")

    def _component(self, topic: Topic, year: int) -> Component | None:
        return self._reference.components_of(topic.index_code, year).get(topic.component_code or TOTAL)

    def _with_hedge(self, sentence: Sentence, form: Found, claim: Claim) -> Claim:
        return replace(claim, doubt="approximate") if _is_hedged(sentence, form) else claim

    def _range(self, sentence: Sentence, form: Found) -> Iterator[Claim]:
        if not self._is_of_all(sentence, form):
            raise Uncertain("which_subject")
        topic, year = self._whole(sentence, form)
        low, high = sorted((_token(sentence, form, "a"), _token(sentence, form, "b")), key=lambda token: token.number)
        if not low.decimals or not high.decimals:
            raise Uncertain("not_understood")
        for token in (low, high):
            self._check_scale(sentence, form, topic, year, token, None)
        yield self._country(topic, year, "min", _shown(low))
        yield self._country(topic, year, "max", _shown(high))

    def _is_of_all(self, sentence: Sentence, form: Found) -> bool:
        """Whether a figure is of all provinces: `63 tỉnh, thành phố`, `cả nước`."""
        if next(sentence.before(form.start, "nation"), None) is not None:
            return True
        return any(
            at > sentence.start
            and sentence.tokens[at - 1].number is not None
            and sentence.tokens[at - 1].number >= _FEWEST_OF_COUNTRY
            for at in sentence.before(form.start, "units")
        )

    def _scores_listed(self, sentence: Sentence, form: Found) -> Iterator[Claim]:
        numbers = [sentence.tokens[at] for at in range(form.start, form.end) if sentence.tokens[at].is_a("num")]
        has_unit = sentence.has("points", form.start, form.end) or sentence.has("percent", form.start, form.end)
        if not has_unit and not all(number.decimals for number in numbers):
            raise Uncertain("not_understood")
        for about, number in self._in_turn(sentence, form, numbers):
            self._check_scale(sentence, form, about.topic, about.year, number, None)
            if about.subject.kind == REGION:
                raise Uncertain("which_subject")
            measure = "mean" if about.subject.kind == NATION else "target_score" if about.is_target else "score"
            if measure == "mean":
                yield self._country(about.topic, about.year, measure, _shown(number))
            else:
                yield self._with_hedge(sentence, form, self._claim(about, measure, _shown(number)))

    def _ranks_listed(self, sentence: Sentence, form: Found) -> Iterator[Claim]:
        tokens = range(form.start, form.end)
        numbers = [
            sentence.tokens[at]
            for at in tokens
            if (sentence.tokens[at].is_a("num") or sentence.tokens[at].is_a("ordinal"))
            and not sentence.tokens[at - 1].is_a("slash")
        ]
        is_rank = any(sentence.tokens[at].is_a(kind) for at in tokens for kind in ("rank", "ord", "ordinal"))
        if not is_rank:
            raise Uncertain("not_understood")
        for about, number in self._in_turn(sentence, form, numbers):
            yield self._ranked(about, _place(number), "national")

    def _in_turn(self, sentence: Sentence, form: Found, numbers: list[Token]) -> list[tuple[About, Token]]:
        """Each number with what it is of, in the order of the one list before it that is as long."""
        is_target = self._is_target(sentence, form)
        lists = [
            found for kind in LISTED if len(found := list_before(sentence.tokens, form.start, kind)) == len(numbers)
        ]
        if len(lists) != 1:
            raise Uncertain("in_turn")
        (places,) = lists
        found = []
        for at, number in zip(places, numbers, strict=True):
            # As if the figure stood right behind the one that it belongs to.
            beside = replace(form, start=form.start)
            token = sentence.tokens[at]
            if token.is_a("year"):
                topics = self._context.topics(sentence, beside)
                year = int(token.text)
            else:
                topics = (
                    [Topic(token.values("index")[0])]
                    if token.is_a("index")
                    else [self._context._component(sentence, at)]
                    if token.is_a("component")
                    else self._context.topics(sentence, beside)
                )
                year = self._context.year(sentence, beside, topics[0].index_code, is_target)
            if len(topics) != 1:
                raise Uncertain("which_index")
            subject = (
                self._context.provinces(sentence, at, at + 1, year)[0]
                if token.is_a("province")
                else self._context.subject(sentence, beside, year)
            )
            found.append((About(topics[0], year, subject, is_target), number))
        return found

    # Ranks

    def _rank_of(self, sentence: Sentence, form: Found) -> Iterator[Claim]:
        number, of = _token(sentence, form, "n"), _token(sentence, form, "of")
        if not _is_whole(number) or not _is_whole(of) or _place(number) > int(of.number) or of.number > _MOST_UNITS:
            inside = range(form.start, form.end)
            if not any(sentence.tokens[at].is_a(kind) for at in inside for kind in ("rank", "ord", "units")):
                yield from self._score(sentence, replace(form, form="score"))
                return
            raise Uncertain("not_understood")
        is_named = any(
            sentence.tokens[at].is_a(kind)
            for at in range(form.start, form.end)
            for kind in ("rank", "ord", "ordinal", "units", "municipality", REGION)
        )
        if not is_named and of.number < _FEWEST_OF_COUNTRY:
            raise Uncertain("not_understood")
        yield from self._place_in(sentence, form, _place(number), of)

    def _rank(self, sentence: Sentence, form: Found) -> Iterator[Claim]:
        number = _token(sentence, form, "n")
        if not number.is_a("ordinal") and not _is_whole(number):
            raise Uncertain("not_understood")
        if number.is_a("ordinal") and not sentence.has("rank", form.start, form.end):
            is_next = self._context._province_behind(sentence, form) is not None
            if not is_next and form.start > sentence.start and not _has_near(sentence, form.start, "province", 3):
                raise Uncertain("ordinal", is_out_of_scope=True)
        if _place(number) > _MOST_UNITS:
            raise Uncertain("not_understood")
        yield from self._place_in(sentence, form, _place(number), None)

    def _first(self, sentence: Sentence, form: Found) -> Iterator[Claim]:
        if self._is_goal(sentence, form):
            return
        # `người đứng đầu cơ quan` leads an office, not a table.
        if (
            _has_near(sentence, form.start, "thing", 1)
            or _has_near(sentence, form.start, "units", 1)
            or self._leads_something_else(sentence, form)
        ):
            return
        yield from self._place_in(sentence, form, 1, None)

    def _leads_something_else(self, sentence: Sentence, form: Found) -> bool:
        if form.end >= sentence.end:
            return False
        after = sentence.tokens[form.end]
        return any(after.is_a(kind) for kind in ("thing", "lower_unit")) or (
            after.is_a("w") and not any(at for at in sentence.before(form.start, "index", "component"))
        )

    def _is_goal(self, sentence: Sentence, form: Found) -> bool:
        return self._begins_as_plan(sentence) or next(sentence.before(form.start, "goal"), None) is not None

    def _last(self, sentence: Sentence, form: Found) -> Iterator[Claim]:
        scope = form.part("scope")
        for about in self._about(sentence, form):
            if scope is not None and not sentence.tokens[scope].is_a("nation"):
                raise Uncertain("last_of")
            scored = [
                int(row["units_scored"])
                for row in self._reference.rows("editions")
                if row["index_code"] == about.topic.index_code and int(row["year"]) == about.year
            ]
            if not scored or about.topic.component_code:
                raise Uncertain("last_of")
            yield self._ranked(about, scored[0], "national")

    def _place_in(self, sentence: Sentence, form: Found, place: int, of: Token | None) -> Iterator[Claim]:
        abouts = list(self._about(sentence, form))
        if len(abouts) > 1 and form.form not in ("first", "best"):
            raise Uncertain("which_index")
        for about in abouts:
            if not about.subject.province_id:
                raise Uncertain("which_province")
            scope, of_scope = self._scope(sentence, form, about, of)
            yield self._ranked(about, place, scope, _shown(of) if of else "", of_scope)
            if form.part("keep") is not None and scope == "national" and not about.is_target:
                yield self._claim(about, "rank_move", _SAME, scope=scope, compared_year=about.year - 1)
            if scope == "national" and form.form != "first":
                yield from self._behind(sentence, form, about, place)

    def _ranked(self, about: About, place: int, scope: str, of_total: str = "", doubt: str = "") -> Claim:
        measure = "target_rank_at_most" if about.is_target else "rank"
        return self._claim(about, measure, place, scope=scope, of_total=of_total, doubt=doubt)

    def _behind(self, sentence: Sentence, form: Found, about: About, place: int) -> Iterator[Claim]:
        """`xếp thứ 3, sau Quảng Ninh, Thái Nguyên`: those named, if they are as many as lie ahead."""
        at = next(
            (at for at in range(form.end, min(form.end + 12, sentence.end)) if sentence.tokens[at].is_a("behind")), None
        )
        if at is None or any(other.start < at for other in sentence.forms if other.start >= form.end and _ends(other)):
            return
        end = at + 1
        while end < sentence.end and any(
            sentence.tokens[end].is_a(kind) for kind in ("province", "comma", "and", "self")
        ):
            end += 1
        named = self._context.provinces(sentence, at, end, about.year)
        if len(named) == place - 1:
            for subject in named:
                measure = "rank" if place == 2 else "rank_at_most"
                yield self._claim(replace(about, subject=subject), measure, place - 1, scope="national")

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
            is_small = of is not None and of.number < _FEWEST_OF_COUNTRY
            return "national", "scope" if is_small else ""
        token = sentence.tokens[at]
        if token.is_a("municipality"):
            return "municipality", ""
        if token.is_a("nation"):
            return "national", ""
        code = token.values(REGION)[0]
        home = self._context.province_regions.get(about.subject.province_id)
        return "region", "" if home in token.values(REGION) else "scope" if code == "?" else "other_region"

    def _best(self, sentence: Sentence, form: Found) -> Iterator[Claim]:
        number = _token(sentence, form, "n")
        if not (number.is_a("number") or _is_whole(number)):
            raise Uncertain("not_understood")
        which = _token(sentence, form, "which")
        for about in self._about(sentence, form):
            if not about.subject.province_id:
                raise Uncertain("which_province")
            if which is not None and which.is_a("group_word") and not which.is_a("best"):
                # Of PAPI's quartiles; of another index such words name no group.
                group = self._group_of(sentence, replace(form, parts={"word": form.parts["which"]}), about)
                yield self._claim(about, "target_group" if about.is_target else "group", group)
                continue
            measure = "target_rank_at_most" if about.is_target else "rank_at_most"
            scope, doubt = self._scope(sentence, form, about, None)
            yield self._claim(about, measure, _count(number), scope=scope, doubt=doubt)

    # Changes

    def _change(self, sentence: Sentence, form: Found) -> Iterator[Claim]:
        number, unit, sign = (_token(sentence, form, name) for name in ("n", "unit", "sign"))
        is_place = unit.is_a("places")
        if unit.is_a("percent"):
            self._refuse_shares(sentence, form)
        if not is_place and (self._statistic(sentence, form) or self._last_was(sentence, form, "mean")):
            topic, year = self._whole(sentence, form)
            about = About(topic, year, self._mean_of(sentence, form, year), self._is_target(sentence, form))
        else:
            about = self._single(sentence, replace(form, form="move") if is_place else form)
            self._refuse_means(sentence, form, about.subject)
        if about.topic.index_code == "PAPI" and unit.is_a("percent"):
            raise Uncertain("unit")
        if about.subject.kind in (NATION, REGION):
            if is_place or about.is_target:
                raise Uncertain("which_subject")
            measure = "mean_change"
            if about.subject.kind == NATION:
                about = replace(about, subject=Subject(NATION, "Cả nước"))
        else:
            measure = "rank_change" if is_place else "score_change"
        value = _count(number) if number.is_a("number") else _shown(number)
        if is_place and not (number.is_a("number") or _is_whole(number)):
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

    def _mean_of(self, sentence: Sentence, form: Found, year: int) -> Subject:
        """The region whose mean changed, or the country."""
        try:
            subject = self._context.subject(sentence, form, year)
        except Uncertain:
            return Subject(NATION)
        return subject if subject.kind == REGION else Subject(NATION)

    def _last_was(self, sentence: Sentence, form: Found, what: str) -> bool:
        """Whether the figure before a change was a mean, or a rank in a region only."""
        before = [other for other in sentence.forms if other.end <= form.start and other.form in _LEVELS]
        if not before:
            return False
        last = before[-1]
        if what == "mean":
            return last.form == "score" and self._statistic(sentence, last) == "mean"
        at = last.part("scope")
        return at is not None and not sentence.tokens[at].is_a("nation")

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

    def _from_to(self, sentence: Sentence, form: Found) -> Iterator[Claim]:
        first, last = _token(sentence, form, "a"), _token(sentence, form, "b")
        inside = range(form.start, form.end)
        is_move = _has_near(sentence, form.start, "rise", 3) or _has_near(sentence, form.start, "fall", 3)
        is_dated = form.part("year_a") is not None or form.part("year_b") is not None
        if _token(sentence, form, "to").text.lower() in _UP_TO and not (is_move or is_dated):
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
                yield self._ranked(of, _place(token), "national", doubt=doubt)
            else:
                self._check_scale(sentence, form, of.topic, of_year, token, None)
                yield (
                    self._country(of.topic, of_year, "mean", _shown(token))
                    if measure == "mean"
                    else self._claim(of, "score", _shown(token))
                )

    def _single_place(self, sentence: Sentence, form: Found) -> About:
        about = self._single(sentence, form)
        if about.subject.province_id:
            return about
        return replace(about, subject=self._context.subject(sentence, form, about.year, is_of_province=True))

    def _place_doubt(self, sentence: Sentence, form: Found) -> str:
        """Whether a change of places may be one within a region, named right behind it or since the last figure."""
        end = form.end
        # `giảm 4 bậc, từ vị trí thứ 1 xuống thứ 5 trong vùng`: named behind the places that it is between.
        spans = (other for other in sentence.forms if other.form == "from_to" and 0 <= other.start - form.end <= 2)
        end = max(end, max((other.end for other in spans), default=end))
        for at in range(end, min(end + 16, sentence.end)):
            token = sentence.tokens[at]
            if token.is_a(REGION) or token.is_a("municipality"):
                return "scope"
            if any(token.is_a(kind) for kind in ("comma", "semicolon", "close", "nation", "and")):
                break
        last = max((other.end for other in sentence.forms if other.end <= form.start), default=sentence.start)
        if any(sentence.has(kind, last, form.start) for kind in (REGION, "municipality")):
            return "scope"
        return "scope" if self._last_was(sentence, form, "region") else ""

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

    def _follows_places(self, sentence: Sentence, form: Found) -> bool:
        """`tăng 7 bậc (từ 53 lên 46)`."""
        return any(
            other.form in ("change", "move")
            and 0 <= form.start - other.end <= 2
            and sentence.has("places", other.start, other.end)
            for other in sentence.forms
        ) or _has_near(sentence, form.start, "rank", 3)

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
            yield self._claim(about, "rank_move", _DOWN if is_down else _UP, scope="national", compared_year=compared)

    def _to_mean(self, sentence: Sentence, form: Found) -> Iterator[Claim]:
        self._context.topics(sentence, form)
        raise Uncertain("no_measure")
        yield

    _to_another = _to_mean

    # Groups

    def _group(self, sentence: Sentence, form: Found) -> Iterator[Claim]:
        if _has_near(sentence, form.start, "from", 1) or _has_near(sentence, form.start, "to", 1):
            raise Uncertain("no_measure")
        if not self._is_said_of_one(sentence, form):
            raise Uncertain("which_province")
        for about in self._about(sentence, form):
            group = self._group_of(sentence, form, about)
            if not about.subject.province_id:
                raise Uncertain("which_province")
            yield self._claim(about, "target_group" if about.is_target else "group", group)

    def _is_said_of_one(self, sentence: Sentence, form: Found) -> bool:
        """`thuộc nhóm A`, not `Nhóm A gồm`: somebody is in the group."""
        first = sentence.tokens[form.start]
        if first.is_a("in_group") and len(first.text.split()) > 1 and first.text.split()[0].lower() != "nhóm":
            return True
        before = sentence.tokens[form.start - 1] if form.start > sentence.start else first
        return any(before.is_a(kind) for kind in ("reach", "rank", "of_word", "keep", "goal"))

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

    def _rank_in_group(self, sentence: Sentence, form: Found) -> Iterator[Claim]:
        about = self._single(sentence, form)
        group = self._group_of(sentence, form, about)
        if about.is_target:
            raise Uncertain("no_measure")
        yield self._claim(about, "rank_in_group", _place(_token(sentence, form, "n")), scope=group)

    def _count_in_group(self, sentence: Sentence, form: Found) -> Iterator[Claim]:
        about = self._single(sentence, form)
        group = self._group_of(sentence, form, about)
        if about.is_target:
            raise Uncertain("no_measure")
        yield self._country(
            about.topic, about.year, "provinces_in_group", _count(_token(sentence, form, "n")), scope=group
        )
        one_of = [token.text.lower() for token in sentence.tokens[max(form.start - 4, sentence.start) : form.start + 2]]
        if {"một", "one"} & set(one_of) and about.subject.province_id:
            yield self._claim(about, "group", group)

    def _group_bound(self, sentence: Sentence, form: Found) -> Iterator[Claim]:
        about = self._single(sentence, form)
        group = self._group_of(sentence, form, about)
        yield self._country(
            about.topic, about.year, "group_lower_bound", _shown(_token(sentence, form, "n")), scope=group
        )
        if about.subject.province_id and _has_near(sentence, form.start + 1, "in_group", 2):
            yield self._claim(about, "group", group)

    # Runs of years

    def _times_first(self, sentence: Sentence, form: Found) -> Iterator[Claim]:
        about = self._single(sentence, form)
        yield self._claim(about, "times_first", _count(_token(sentence, form, "n")), scope="national")
        yield from self._first_in_years(sentence, form, about)

    def _years_first(self, sentence: Sentence, form: Found) -> Iterator[Claim]:
        about = self._single(sentence, form)
        if listed := [claim.year for claim in self._first_in_years(sentence, form, about)]:
            about = replace(about, year=max(listed))
        yield self._claim(about, "years_first_in_a_row", _count(_token(sentence, form, "n")), scope="national")
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
        threshold = _token(sentence, form, "threshold")
        number = _token(sentence, form, "n")
        topic, year = self._whole(sentence, form)
        if not _is_whole(threshold):
            raise Uncertain("no_measure")
        inside = range(form.start, form.end)
        if any(sentence.tokens[at].is_a(kind) for at in inside for kind in ("mean", "units", "nation")):
            yield self._country(topic, year, f"years_mean_above_{threshold.number}", _count(number))
            return
        subject = self._context.subject(sentence, form, year)
        if not subject.province_id:
            raise Uncertain("which_subject")
        yield self._claim(
            About(topic, year, subject, False), f"years_in_a_row_above_{threshold.number}", _count(number)
        )

    def _edition(self, sentence: Sentence, form: Found) -> Iterator[Claim]:
        index = sentence.tokens[form.end - 1].values("index")[0]
        year = self._context.year(sentence, form, index, False)
        number = _count(_token(sentence, form, "n"))
        yield self._country(Topic(index), year, "edition_number", number)
        if form.part("run") is not None:
            yield self._country(Topic(index), year, "editions_in_a_row", number)
        elif units := self._units_behind(sentence, form):
            yield self._country(Topic(index), year, "units_scored", units)

    def _units_behind(self, sentence: Sentence, form: Found) -> str:
        """`tại 63 tỉnh, thành phố`."""
        for at in range(form.end, min(form.end + 4, sentence.end - 1)):
            if sentence.tokens[at].is_a("num") and sentence.tokens[at + 1].is_a("units"):
                return _shown(sentence.tokens[at])
        return ""

    # Parts

    def _parts_count(self, sentence: Sentence, form: Found) -> Iterator[Claim]:
        number = _count(_token(sentence, form, "n"))
        topics = self._topics_here(sentence, form)
        year = self._context.year(sentence, form, topics[0].index_code, False)
        parts = self._reference.components_of(topics[0].index_code, year).values()
        if int(number) != sum(part.parent_code == TOTAL and part.code.isdigit() for part in parts):
            raise Uncertain("which_parts")
        yield self._country(topics[0], year, "component_count", number)
        names = self._names_behind(sentence, form)
        if len(names) == int(number):
            yield self._country(topics[0], year, "component_names", "; ".join(names))

    def _topics_here(self, sentence: Sentence, form: Found) -> list[Topic]:
        topics = self._context.topics(sentence, form)
        if len(topics) != 1 or topics[0].component_code:
            raise Uncertain("which_index")
        return topics

    def _names_behind(self, sentence: Sentence, form: Found) -> list[str]:
        at = next(
            (at for at in range(form.end, min(form.end + 3, sentence.end)) if sentence.tokens[at].is_a("colon")), None
        )
        if at is None:
            return []
        names, start = [], at + 1
        for end in range(at + 1, sentence.end + 1):
            if end == sentence.end or sentence.tokens[end].is_a("semicolon"):
                if end > start:
                    names.append((sentence.tokens[start].start, sentence.tokens[end - 1].end))
                start = end + 1
        return [self.text[first:last] for first, last in names]

    # Set by the reader for each paragraph: names are quoted from it.
    text = ""

    def _criteria(self, sentence: Sentence, form: Found, measure: str = "criteria_count") -> Iterator[Claim]:
        topics = self._topics_here(sentence, form)
        if not (
            sentence.has("parts", sentence.start, sentence.end)
            or sentence.has("subcriteria", sentence.start, sentence.end)
        ):
            raise Uncertain("which_parts")
        year = self._context.year(sentence, form, topics[0].index_code, False)
        yield self._country(topics[0], year, measure, _shown(_token(sentence, form, "n")))

    def _subcriteria(self, sentence: Sentence, form: Found) -> Iterator[Claim]:
        yield from self._criteria(sentence, form, "subcriteria_count")

    def _subcriteria_change(self, sentence: Sentence, form: Found) -> Iterator[Claim]:
        topics = self._topics_here(sentence, form)
        year = self._context.year(sentence, form, topics[0].index_code, False)
        value = _shown(_token(sentence, form, "n"))
        signed = f"-{value}" if _token(sentence, form, "sign").is_a("fall") else value
        yield self._country(
            topics[0], year, "subcriteria_count_change", signed, compared_year=self._compared(sentence, form, year)
        )

    def _max_total(self, sentence: Sentence, form: Found) -> Iterator[Claim]:
        topics = self._topics_here(sentence, form)
        year = self._context.year(sentence, form, topics[0].index_code, False)
        yield self._country(topics[0], year, "max_points", _shown(_token(sentence, form, "n")), component=TOTAL)

    def _parts_side(self, sentence: Sentence, form: Found) -> Iterator[Claim]:
        about = self._single(sentence, form)
        side = "above" if _is_up(_token(sentence, form, "sign")) else "below"
        of = _token(sentence, form, "of")
        if about.topic.component_code:
            about = replace(about, topic=Topic(about.topic.index_code))
        yield self._claim(
            about,
            f"components_{side}_national_mean",
            _count(_token(sentence, form, "n")),
            of_total=_shown(of) if of else "",
        )

    def _only_side(self, sentence: Sentence, form: Found) -> Iterator[Claim]:
        topic = self._context._component(sentence, form.part("component"))
        for about in self._about(sentence, form, topic):
            side, move = ("above", _UP) if _is_up(_token(sentence, form, "sign")) else ("below", _DOWN)
            total = replace(about, topic=Topic(topic.index_code))
            yield self._claim(total, f"components_{side}_national_mean", 1)
            yield self._claim(about, "side_of_national_mean", move)

    def _parts_unimproved(self, sentence: Sentence, form: Found) -> Iterator[Claim]:
        raise Uncertain("which_year")
        yield

    def _parts_all_up(self, sentence: Sentence, form: Found) -> Iterator[Claim]:
        about = self._single(sentence, form)
        if about.is_target:
            yield self._claim(
                about, "target_components_improved", _count(_token(sentence, form, "n")), compared_year=about.year - 1
            )

    # Targets in words

    def _target_up(self, sentence: Sentence, form: Found) -> Iterator[Claim]:
        yield from self._target_move(sentence, form, _UP)

    def _target_keep(self, sentence: Sentence, form: Found) -> Iterator[Claim]:
        yield from self._target_move(sentence, form, _SAME)

    def _target_words(self, sentence: Sentence, form: Found) -> Iterator[Claim]:
        if not self._is_goal(sentence, form):
            return
        for topic in self._context.topics(sentence, form):
            year = self._context.year(sentence, form, topic.index_code, True)
            subject = self._context.subject(sentence, form, year)
            start, end = sentence.tokens[form.start].start, sentence.tokens[form.end - 1].end
            if subject.province_id:
                yield self._claim(About(topic, year, subject, True), "target_in_words", self.text[start:end])

    def _target_move(self, sentence: Sentence, form: Found, move: str) -> Iterator[Claim]:
        """A move that a plan aims at, and no figure: only behind a word that sets a target."""
        if not self._is_goal(sentence, form):
            return
        named = form.part("index")
        if sentence.tokens[named].is_a("index"):
            topic = Topic(sentence.tokens[named].values("index")[0])
        else:
            topic = self._context._component(sentence, named)
        year = self._target_year(sentence, form, topic.index_code)
        subject = self._context.subject(sentence, form, year)
        if subject.province_id:
            yield self._claim(About(topic, year, subject, True), "target_score_move", move, compared_year=year - 1)

    def _target_year(self, sentence: Sentence, form: Found, index_code: str) -> int:
        try:
            return self._context.year(sentence, form, index_code, True)
        except Uncertain:
            years = {token.text for token in sentence.tokens[sentence.start : sentence.end] if token.is_a("year")}
            if len(years) != 1:
                raise
            return int(years.pop())


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
# Between the ends of a range, as well as before what something rose to.
_UP_TO = ("đến", "đến mức", "to")
_REACHED = {"hoàn thành", "đạt", "vượt", "met", "reached", "exceeded", "hoàn"}
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


def _ends(form: Found) -> bool:
    """Whether a form between a rank and those ahead of it is another rank."""
    return form.form in ("rank", "rank_of", "first", "last")


def _token(sentence: Sentence, form: Found, name: str) -> Token | None:
    at = form.part(name)
    return sentence.tokens[at] if at is not None else None


def _has_near(sentence: Sentence, at: int, kind: str, reach: int) -> bool:
    """Whether such a word stands at most so many words before a place, in the same clause."""
    for other in range(at - 1, max(at - 1 - reach, sentence.start - 1), -1):
        if sentence.tokens[other].is_a(kind):
            return True
        if sentence.tokens[other].is_a("semicolon") or sentence.tokens[other].is_a("comma"):
            return False
    return False


def _is_bound(number: Token, dash: Token) -> bool:
    return number.is_a("num") and dash.is_a("dash")


def _is_up(token: Token) -> bool:
    return token.is_a("rise") or token.is_a("above")


def _is_hedged(sentence: Sentence, form: Found) -> bool:
    return form.part("hedge") is not None or _has_near(sentence, form.start, "about", 1)


def _is_whole(token: Token) -> bool:
    return token.number is not None and not token.decimals and token.number > 0 and "unsure" not in token.marks


def _place(token: Token) -> int:
    return int(token.values("ordinal")[0]) if token.is_a("ordinal") else int(token.number)


def _count(token: Token) -> str:
    for kind in ("number", "ordinal"):
        if token.is_a(kind):
            return token.values(kind)[0]
    return _shown(token)


def _shown(token: Token) -> str:
    """A number as check-claims reads it: with the decimals of the text."""
    if token.number is None:
        raise Uncertain("not_understood")
    return f"{token.number:.{token.decimals}f}"
