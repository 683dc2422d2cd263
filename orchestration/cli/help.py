"""Help in the language chosen: fills the texts of messages/commands.yml into the commands before they are parsed."""

import os
import re
from typing import Any

from typer.core import TyperGroup

from orchestration.cli import exits
from orchestration.messages import texts
from orchestration.messages.problems import shown
from orchestration.messages.refusals import wrong_use
from orchestration.messages.texts import one

# And those that turn the direction of what follows.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
OPTION, VARIABLE = "--lang", "GOVERNANCE_LANG"
# Beside the options of a command that only it has.
EVERYWHERE = ("help", "json", "lang", "install_completion", "show_completion")


class Worded(TyperGroup):
    """The group at the top. Chooses the language, words its commands in it, and turns errors into exit codes."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        with exits.as_codes():
            _refuse_controls(args)
        language, args = _language_first(args)
        language = language or os.environ.get(VARIABLE)
        # Another word is refused by the option itself.
        texts.choose(language if language in texts.LANGUAGES else None)
        _word(self, ctx, "help")
        self.epilog = one("help_exit_codes")
        if "--help" in args or not args:
            _word_frame()
        return super().parse_args(ctx, args)

    def invoke(self, ctx: Any) -> Any:
        with exits.as_codes():
            return super().invoke(ctx)


def _refuse_controls(args: list[str]) -> None:
    """A terminal obeys such characters, and in a seed or a manifest nobody would see them. Raises `WrongUse`."""
    for n, arg in enumerate(args, 1):
        if _CONTROL.search(arg):
            raise wrong_use("argument_with_controls", n=n, value=shown(arg))


def _language_first(args: list[str]) -> tuple[str | None, list[str]]:
    """The language that is asked for anywhere before `--`, and the arguments with that option at the front."""
    end = args.index("--") if "--" in args else len(args)
    for i, arg in enumerate(args[:end]):
        if arg == OPTION and i + 1 < end:
            return args[i + 1], [*args[i : i + 2], *args[:i], *args[i + 2 :]]
        if arg.startswith(f"{OPTION}="):
            return arg.partition("=")[2], [arg, *args[:i], *args[i + 1 :]]
    return None, args


def _word(command: Any, ctx: Any, code: str) -> None:
    """Help, panel and example of a command, of its options, and of the commands below it."""
    command.help = one(code)
    if command.rich_help_panel:
        command.rich_help_panel = one(command.rich_help_panel)
    if command.epilog:
        command.epilog = f"{one('help_example')} {command.epilog}"
    for option in command.get_params(ctx):
        name = option.name.strip("_")
        option.help = one(f"option_{name}" if name in EVERYWHERE else f"{code}_{name}")
    usage = type(command).get_usage
    command.get_usage = lambda ctx: usage(command, ctx).replace("Usage:", one("help_usage"), 1)
    for name, child in getattr(command, "commands", {}).items():
        _word(child, ctx, f"{code}_{name.replace('-', '_')}")


def _word_frame() -> None:
    """What Typer itself says around the help."""
    from typer import rich_utils

    rich_utils.OPTIONS_PANEL_TITLE = one("panel_options")
    rich_utils.ARGUMENTS_PANEL_TITLE = one("panel_arguments")
    rich_utils.COMMANDS_PANEL_TITLE = one("panel_commands")
    # Templates of its own, with {} for the value.
    for name, code in (("DEFAULT", "help_default"), ("REQUIRED_LONG", "help_required"), ("ENVVAR", "help_variable")):
        setattr(rich_utils, f"{name}_STRING", texts.template(code, texts.chosen()[-1]))
