"""The command line `governance`: its commands and options, and nothing of what they do."""

from typing import Annotated

import typer

app = typer.Typer(no_args_is_help=True, add_completion=True, pretty_exceptions_enable=False)


@app.callback()
def governance() -> None:
    """The warehouse of Vietnam's provincial governance indices."""


@app.command()
def run(
    wait: Annotated[bool, typer.Option(help="Wait for another run to end.")] = False,
    force: Annotated[bool, typer.Option(help="Build although nothing has changed.")] = False,
) -> None:
    """Build, check and publish everything from raw/."""
    from orchestration.cli import run as command

    raise typer.Exit(command.run(wait=wait, force=force))
