"""Answers that an import needs: given as options, else asked for in a terminal, else a default that is safe."""

from collections.abc import Callable, Mapping

from orchestration.importing.problems import ImportProblem, ImportRefused, refuse
from orchestration.messages import texts

# The one answer that is no option but the command's argument.
ARGUMENT = "file"


def flag(option: str) -> str:
    """The option as it is typed."""
    return option.upper() if option == ARGUMENT else f"--{option.replace('_', '-')}"


class Asker:
    """Answers by option. Options that nothing answers are collected and reported at once by `check`."""

    def __init__(self, given: Mapping[str, str | None], is_interactive: bool) -> None:
        self._given = {option: value.strip() for option, value in given.items() if value and value.strip()}
        self.is_interactive = is_interactive
        self._missing: list[ImportProblem] = []

    def given(self, option: str) -> str:
        return self._given.get(option, "")

    def ask(
        self,
        option: str,
        expected: str,
        default: str = "",
        is_default_safe: bool = True,
        read: Callable[[str], str | None] = lambda answer: answer,
        **details: object,
    ) -> str:
        """The answer as `read` understands it (None where it is not valid).

        The question is the message `ask_<option>`; `expected` says what an answer may be, for messages. A default that
        is not safe is offered to a person and never taken unseen. Raises `ImportRefused` for an option that is not
        valid, and `EOFError` where the answers end.
        """
        if given := self.given(option):
            answer = read(given)
            if answer is None:
                raise refuse("option_invalid", flag(option), given, expected=expected)
            return answer
        if not self.is_interactive:
            if default and is_default_safe:
                return default
            example = expected if option == ARGUMENT else f'{flag(option)} "{expected}"'
            self._missing.append(
                ImportProblem("option_missing", "governance import", value=flag(option), details={"example": example})
            )
            return ""
        print(f"\n{texts.shown(f'ask_{option}', **details)}")
        prompt = flag(option).removeprefix("--")
        while True:
            typed = input(f"{prompt} [{default}]: " if default else f"{prompt}: ").strip() or default
            answer = read(typed) if typed else None
            if answer is not None:
                return answer
            print(texts.shown("ask_again", expected=expected))

    def check(self) -> None:
        """Raises `ImportRefused` where options are missing."""
        if self._missing:
            raise ImportRefused(self._missing)


def one_of(*words: str) -> Callable[[str], str | None]:
    return lambda answer: answer.lower() if answer.lower() in words else None
