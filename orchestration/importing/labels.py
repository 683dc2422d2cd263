"""What a heading means: the component it names, or why its column is left out. Pure."""

import difflib
import re
from dataclasses import dataclass, field

from orchestration.reference import IGNORED_ROLE, PROVINCE_ROLE, RANK_ROLE, TOTAL, Reference, fold_name

# Words before the code of a component, folded.
_BEFORE_CODE = (
    "sub dimension|subdimension|dimension|sub index|noi dung thanh phan|chi so noi dung|chi so thanh phan|noi dung"
    "|linh vuc|truc noi dung|truc|tieu chi|chi tieu|chi so|component|field|area|papi|par index|diem|score|nd|sd|d|s"
)
_SKIPPED = (IGNORED_ROLE, PROVINCE_ROLE)
_CODE = re.compile(r"(?P<before>[^0-9]*?)(?P<code>[0-9]{1,2}(?:\.[0-9]{1,2})*)\.?(?P<rest>(?![.,]?[0-9]).*)", re.DOTALL)
_SEPARATORS = re.compile(r"[\n\r/|;()\[\]]+")
_YEAR = re.compile(r"\b(?:nam |year )?(20[0-9]{2})\b")
# In folded headings. What is listed here is never the official score of a component.
_EXTRAS = {
    "weighted": r"(?<!un)(?<!khong co )(?<!khong )(?<!chua co )(?<!chua )(?<!non )(weighted|weights?|trong so)",
    "bounds": r"ci|95|l95|u95|lb|ub|lcl|ucl|lower|upper|low|high|can duoi|can tren|confidence|khoang tin cay|min|max"
    r"|minimum|maximum|nho nhat|lon nhat|thap nhat|cao nhat",
    "error": r"standard error|std err|stderr|std|se|sd|sai so|sai so chuan|do lech chuan|standard deviation|variance",
    "rank": r"rank|ranking|xep hang|thu hang|hang|vi tri|quartile|tu phan vi|group|nhom",
    "change": r"change|difference|thay doi|chenh lech|tang giam|so voi",
    "mean": r"mean|average|median|trung binh|binh quan|trung vi",
    "count": r"sample|co mau|n|obs|observations|so luong",
    "maximum_points": r"diem toi da|diem chuan|thang diem",
}
_EXTRA = {reason: re.compile(rf"\b(?:{words})\b") for reason, words in _EXTRAS.items()}


@dataclass(frozen=True)
class Meaning:
    """What the headings of one line of figures say.

    `named` are the components (and `rank`) that they name, less those that others of them are parts of; a name of
    another edition counts with its years. More than one contradict each other. `unknown_codes` are codes of the form
    of the layout's that the edition does not have. `extra` says why the line is no score, blank if nothing does.
    """

    named: set[str] = field(default_factory=set)
    unknown_codes: set[str] = field(default_factory=set)
    extra: str = ""


class Labels:
    """The headings that one edition of an index may have."""

    def __init__(self, reference: Reference, index_code: str, year: int) -> None:
        self._year = year
        self.layout = reference.layout(index_code, year)
        components = reference.components_of(index_code, year)
        self._parents = {code: component.parent_code for code, component in components.items()}
        self._known: dict[str, str] = {}
        for component in components.values():
            for key in _name_keys(component.code, component.names):
                self._known.setdefault(key, component.code)
        names_now = set(self._known)
        for component in reference.components:
            if component.index_code == index_code:
                last = f"–{component.last_year}" if component.last_year else "–"
                for name in component.names:
                    if fold_name(name) not in names_now:
                        self._known.setdefault(fold_name(name), f"{component.code} ({component.first_year}{last})")
        self._known |= {fold_name(code): code for code in components}
        # The layout has the last word.
        self._known |= {key: role for key, role in self.layout.roles.items() if role not in _SKIPPED}
        self._depths = {code.count(".") for code in self.layout.headings if _is_code(code)}

    def role_of(self, text: str) -> str:
        """The role that the layout gives to exactly this heading, blank where there is none."""
        return self.layout.roles.get(fold_name(text), "") if text else ""

    def is_skipped(self, text: str) -> bool:
        """Whether what stands under this heading is a running number, a code of provinces or their names."""
        return self.role_of(text) in _SKIPPED

    def meaning(self, texts: list[str]) -> Meaning:
        """What the headings of one line say together; those of a group of lines name what its parts are parts of."""
        named: set[str] = set()
        unknown: set[str] = set()
        for text in texts:
            named_here, unknown_here = self._names(text)
            named |= named_here
            unknown |= unknown_here
        extra = next((reason for text in texts if (reason := self.extra(text))), "")
        wholes = set().union(*(self._wholes(name) for name in named))
        if RANK_ROLE in named and len(named - wholes) > 1:
            return Meaning(named - wholes, unknown, extra or RANK_ROLE)
        return Meaning(named - wholes, unknown, extra)

    def near(self, text: str, codes: list[str]) -> list[str]:
        """Codes whose names are like a heading that is not known, most alike first."""
        known = {key: code for key, code in self._known.items() if code in codes}
        folded = re.sub(r"^[0-9. ]+", "", fold_name(text[:100]))
        close = difflib.get_close_matches(folded, known, n=5, cutoff=0.5)
        # A heading is often shorter than the name.
        within = [key for key in known if folded and (folded in key or key in folded) and len(key) > 3]
        return list(dict.fromkeys(known[key] for key in [*close, *within]))[:3]

    def _wholes(self, name: str) -> set[str]:
        """What a component is a part of, directly or not."""
        found = {TOTAL} if name == RANK_ROLE else set()
        while name in self._parents and (name := self._parents[name]):
            found.add(name)
        return found

    def extra(self, text: str) -> str:
        """Why this heading says that figures are no score; blank where it does not."""
        if self._exact(text) in self.layout.headings:
            return ""
        folded = fold_name(text)
        years = _YEAR.findall(folded)
        if years and str(self._year) not in years:
            return "other_year"
        return next((reason for reason, words in _EXTRA.items() if words.search(folded)), "")

    def _names(self, text: str) -> tuple[set[str], set[str]]:
        """Components that one heading names, by name or code, and codes that the edition does not have."""
        if whole := self._exact(text):
            return {whole}, set()
        named: set[str] = set()
        unknown: set[str] = set()
        for part in [text, *_SEPARATORS.split(text)]:
            match = _CODE.fullmatch(part.strip())
            if role := self._exact(part):
                named.add(role)
            elif match and re.fullmatch(f"(?:{_BEFORE_CODE})?", fold_name(match["before"])):
                if role := self._known.get(fold_name(match["code"])):
                    named.add(role)
                elif match["code"].count(".") in self._depths:
                    unknown.add(match["code"])
                if role := self._exact(match["rest"]):
                    named.add(role)
        return named, unknown

    def _exact(self, text: str) -> str:
        folded = fold_name(text)
        this_year = " ".join(_YEAR.sub(lambda m: "" if m[1] == str(self._year) else m[0], folded).split())
        return self._known.get(folded) or self._known.get(this_year, "")


def _name_keys(code: str, names: tuple[str, ...]) -> list[str]:
    """Folded names of a component, one by one and both in either order, with and without the code."""
    both = [*names, " ".join(names), " ".join(reversed(names))]
    return [fold_name(text) for name in both if fold_name(name) for text in (name, f"{code} {name}")]


def _is_code(role: str) -> bool:
    return re.fullmatch(r"[0-9]+(?:\.[0-9]+)*", role) is not None
