"""Places in the country, in a region, or among the cities."""

from collections.abc import Iterator
from dataclasses import replace

from orchestration.reading.claims.base import FEWEST_OF_COUNTRY, SAME, About, Stated
from orchestration.reading.claims.tokens import count_of, has_near, is_whole, place_of, shown, token_of
from orchestration.reading.context import REGION, Sentence, Uncertain
from orchestration.reading.figures import Claim
from orchestration.reading.grammar import Found
from orchestration.reading.words import Token


class Ranks(Stated):
    """Places in the country, in a region, or among the cities."""

    def _rank_of(self, sentence: Sentence, form: Found) -> Iterator[Claim]:
        number, of = token_of(sentence, form, "n"), token_of(sentence, form, "of")
        if (
            not is_whole(number)
            or not is_whole(of)
            or place_of(number) > int(of.number)
            or of.number > self._most_units
        ):
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
        if not is_named and of.number < FEWEST_OF_COUNTRY:
            raise Uncertain("not_understood")
        yield from self._place_in(sentence, form, place_of(number), of)

    def _rank(self, sentence: Sentence, form: Found) -> Iterator[Claim]:
        number = token_of(sentence, form, "n")
        if not number.is_a("ordinal") and not is_whole(number):
            raise Uncertain("not_understood")
        if number.is_a("ordinal") and not sentence.has("rank", form.start, form.end):
            is_next = self._context.province_behind(sentence, form) is not None
            if not is_next and not has_near(sentence, form.start, "province", 3):
                raise Uncertain("ordinal", is_out_of_scope=True)
        if place_of(number) > self._most_units:
            raise Uncertain("not_understood")
        yield from self._place_in(sentence, form, place_of(number), None)

    def _first(self, sentence: Sentence, form: Found) -> Iterator[Claim]:
        if self._is_goal(sentence, form):
            return
        # `người đứng đầu cơ quan` leads an office, not a table.
        if (
            has_near(sentence, form.start, "thing", 1)
            or has_near(sentence, form.start, "units", 1)
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

    def _last(self, sentence: Sentence, form: Found) -> Iterator[Claim]:
        scope = form.part("scope")
        for about in self._about(sentence, form):
            is_elsewhere = scope is not None and not sentence.tokens[scope].is_a("nation")
            if is_elsewhere or self._has_scope_behind(sentence, form.end):
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
            yield self._ranked(about, place, scope, shown(of) if of else "", of_scope)
            if form.part("keep") is not None and scope == "national" and not about.is_target:
                yield self._claim(about, "rank_move", SAME, scope=scope, compared_year=about.year - 1)
            if scope == "national" and form.form != "first":
                yield from self._behind(sentence, form, about, place)

    def _behind(self, sentence: Sentence, form: Found, about: About, place: int) -> Iterator[Claim]:
        """`xếp thứ 3, sau Quảng Ninh, Thái Nguyên`: those named, if they are as many as lie ahead."""
        at = next(
            (at for at in range(form.end, min(form.end + 12, sentence.end)) if sentence.tokens[at].is_a("behind")), None
        )
        if at is None or any(
            other.start < at for other in sentence.forms if other.start >= form.end and _is_a_rank(other)
        ):
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

    def _best(self, sentence: Sentence, form: Found) -> Iterator[Claim]:
        number = token_of(sentence, form, "n")
        if not (number.is_a("number") or is_whole(number)):
            raise Uncertain("not_understood")
        which = token_of(sentence, form, "which")
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
            yield self._claim(about, measure, count_of(number), scope=scope, doubt=doubt)


def _is_a_rank(form: Found) -> bool:
    """Whether a form between a rank and those ahead of it is another rank."""
    return form.form in ("rank", "rank_of", "first", "last")
