"""One thing wrong with a file, and the report of many. Readers decide what is wrong; the words are in YAML files."""

from dataclasses import dataclass, field

from orchestration.messages.texts import EN, VI, chosen, template, text
from orchestration.messages.texts import shown as in_languages

SHOWN_LETTERS = 1000
# A person remedies these first; a file of noise has thousands.
SHOWN_PROBLEMS = 200


@dataclass(frozen=True)
class Problem:
    """One thing wrong in one raw file. `file` is relative to `raw/`; `line` counts from 1, None for the whole file."""

    code: str
    file: str
    line: int | None = None
    column: str | None = None
    value: str = ""
    details: dict[str, object] = field(default_factory=dict)

    def location(self, language: str) -> str:
        found = f"raw/{shown(self.file)}".rstrip("/")
        if self.line is not None:
            found += f", {text('line', language)} {self.line}"
        if self.column is not None:
            found += f", {text('column', language)} {shown(self.column)}"
        return found

    def say(self, language: str) -> str:
        message = template(self.code, language)
        for remedy in ("judge", "printed_so"):
            message = message.replace(f"{{{remedy}}}", template(remedy, language))
        # What ends in a command or a row is to be pasted: no full stop behind it.
        end = "" if message.endswith("}") else "."
        details = {name: shown(str(detail)) for name, detail in self.details.items()}
        return f"{self.location(language)}: {message.format(value=shown(self.value), **details)}{end}"

    @property
    def text_vi(self) -> str:
        return self.say(VI)

    @property
    def text_en(self) -> str:
        return self.say(EN)


class RawFilesRefused(Exception):
    """Raw files have problems; nothing of them was loaded. The message lists every one in the language chosen."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__(report(problems))


def shown(value: str) -> str:
    """What a file says, on one line, without characters that a terminal would obey, and not at any length."""
    shown = "".join(letter if letter.isprintable() else "�" for letter in value)
    return shown if len(shown) <= SHOWN_LETTERS else f"{shown[:SHOWN_LETTERS]}…"


def report(problems: list[Problem]) -> str:
    """Problems, each in the language chosen, else in both, one blank line between them; of very many, how many more."""
    blocks = ["\n".join(problem.say(language) for language in chosen()) for problem in problems[:SHOWN_PROBLEMS]]
    if more := len(problems) - len(blocks):
        blocks.append(in_languages("more_problems", n=more))
    return "\n\n".join(blocks)
