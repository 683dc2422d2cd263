"""Options of the command: taken from the environment, else asked for in a terminal, else a default that is safe."""

from collections.abc import Callable

from orchestration.importing.problems import ImportProblem, ImportRefused, refuse

# The Makefile hands options over in the environment, where no character means anything to a shell.
PREFIX = "OPTION_"


class Asker:
    """Answers by option. Options that nothing answers are collected and told at once by `check`."""

    def __init__(self, environment: dict[str, str], is_interactive: bool) -> None:
        self._given = {
            name.removeprefix(PREFIX): value.strip()
            for name, value in environment.items()
            if name.startswith(PREFIX) and value.strip()
        }
        self.is_interactive = is_interactive
        self._missing: list[ImportProblem] = []

    def given(self, option: str) -> str:
        return self._given.get(option, "")

    def ask(
        self,
        option: str,
        question: tuple[str, str],
        expected: str,
        default: str = "",
        is_default_safe: bool = True,
        read: Callable[[str], str | None] = lambda answer: answer,
    ) -> str:
        """The answer as `read` understands it (None where it is not valid).

        `question` is in Vietnamese and English; `expected` says what an answer may be, for messages. A default that
        is not safe is offered to a person and never taken unseen. Raises `ImportRefused` for an option that is not
        valid, and `EOFError` where the answers end.
        """
        if given := self.given(option):
            answer = read(given)
            if answer is None:
                raise refuse("option_invalid", f"{option}=", given, expected=expected)
            return answer
        if not self.is_interactive:
            if default and is_default_safe:
                return default
            details = {"example": f'{option}="{expected}"'}
            self._missing.append(ImportProblem("option_missing", "make import", value=option, details=details))
            return ""
        print(f"\n{question[0]}\n{question[1]}")
        while True:
            typed = input(f"{option} [{default}]: " if default else f"{option}: ").strip() or default
            answer = read(typed) if typed else None
            if answer is not None:
                return answer
            print(f"  Cần: {expected}\n  It must be: {expected}")

    def check(self) -> None:
        """Raises `ImportRefused` where options are missing."""
        if self._missing:
            raise ImportRefused(self._missing)


def one_of(*words: str) -> Callable[[str], str | None]:
    return lambda answer: answer.lower() if answer.lower() in words else None
