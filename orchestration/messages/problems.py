"""One thing wrong with a file, and the report of many. Readers decide what is wrong; the words are in YAML files."""

from dataclasses import dataclass, field

from orchestration.messages.texts import EN, VI, both, template, text

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

    def place(self, language: str) -> str:
        place = f"raw/{shown(self.file)}".rstrip("/")
        if self.line is not None:
            place += f", {text('line', language)} {self.line}"
        if self.column is not None:
            place += f", {text('column', language)} {shown(self.column)}"
        return place

    def _say(self, language: str) -> str:
        message = template(self.code, language).replace("{judge}", template("judge", language))
        # What ends in a command or a row is to be pasted: no full stop behind it.
        end = "" if message.endswith("}") else "."
        details = {name: shown(str(detail)) for name, detail in self.details.items()}
        return f"{self.place(language)}: {message.format(value=shown(self.value), **details)}{end}"

    @property
    def text_vi(self) -> str:
        return self._say(VI)

    @property
    def text_en(self) -> str:
        return self._say(EN)


class RawFilesRefused(Exception):
    """Raw files have problems; nothing of them was loaded. The message lists every one in both languages."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__(report(problems))


def shown(value: str) -> str:
    """What a file says, on one line, without characters that a terminal would obey, and not at any length."""
    shown = "".join(letter if letter.isprintable() else "�" for letter in value)
    return shown if len(shown) <= SHOWN_LETTERS else f"{shown[:SHOWN_LETTERS]}…"


def report(problems: list[Problem]) -> str:
    """Problems, each in Vietnamese and English, one blank line between them; of very many, how many more."""
    blocks = [f"{p.text_vi}\n{p.text_en}" for p in problems[:SHOWN_PROBLEMS]]
    if more := len(problems) - len(blocks):
        blocks.append(both("more_problems", n=more))
    return "\n\n".join(blocks)
