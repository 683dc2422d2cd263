"""The command line `governance`: its commands and options, and nothing of what they do.

What a command says of itself is in messages/commands.yml; an epilog here is an example that works. Each command
imports its module when it is called: `--help` must not wait for what a run needs.
"""

import datetime
import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from orchestration.cli import exits
from orchestration.cli.help import Worded

Json = Annotated[bool, typer.Option("--json")]

app = typer.Typer(cls=Worded, no_args_is_help=True, pretty_exceptions_enable=False)
releases = typer.Typer(no_args_is_help=True)


@app.callback()
def governance(lang: Annotated[Literal["vi", "en"] | None, typer.Option(envvar="GOVERNANCE_LANG")] = None) -> None:
    """Chosen by `Worded`, which needs it before anything is said."""


@app.command(rich_help_panel="panel_publish", epilog="governance run --wait")
def run(wait: Annotated[bool, typer.Option("--wait")] = False, force: Annotated[bool, typer.Option("--force")] = False):
    from orchestration.cli import run as command

    raise typer.Exit(command.run(wait=wait, force=force))


@app.command(rich_help_panel="panel_publish", epilog="governance check --json")
def check(json: Json = False):
    from orchestration.cli import check as command

    raise typer.Exit(command.run(as_json=json))


@app.command(rich_help_panel="panel_publish", epilog="governance quality")
def quality(json: Json = False):
    from orchestration.cli import quality as command

    raise typer.Exit(command.run(as_json=json))


@app.command(rich_help_panel="panel_publish", epilog="governance revalidate")
def revalidate():
    from orchestration.cli import quality as command

    raise typer.Exit(command.run(is_validated_now=True))


@app.command(
    "import", rich_help_panel="panel_figures", epilog="governance import papi-2025.xlsx --index PAPI --year 2025"
)
def import_table(
    file: Annotated[str | None, typer.Argument()] = None,
    index: str | None = None,
    year: str | None = None,
    sheet: str | None = None,
    map_: Annotated[list[str] | None, typer.Option("--map", metavar="HEADING=CODE")] = None,
    replace: Annotated[bool, typer.Option("--replace")] = False,
    publisher: str | None = None,
    as_of: str | None = None,
    boundary_set: str | None = None,
    units_scored: str | None = None,
    pilot: bool | None = None,
    break_: Annotated[str | None, typer.Option("--break", metavar="none|soft|hard")] = None,
    note_vi: str | None = None,
    note_en: str | None = None,
    evidence: str | None = None,
    reason_vi: str | None = None,
    reason_en: str | None = None,
    yes: Annotated[bool, typer.Option("--yes")] = False,
):
    from orchestration.cli import import_table as command

    answers = {
        "file": file,
        "index": index,
        "year": year,
        "sheet": sheet,
        "map": "\n".join(map_ or ()),
        "publisher": publisher,
        "as_of": as_of,
        "boundary_set": boundary_set,
        "units_scored": units_scored,
        "pilot": None if pilot is None else str(pilot).lower(),
        "break": break_,
        "note_vi": note_vi,
        "note_en": note_en,
        "evidence": evidence,
        "reason_vi": reason_vi,
        "reason_en": reason_en,
    }
    raise typer.Exit(command.command(answers, replace=replace, yes=yes))


@app.command(
    rich_help_panel="panel_figures", epilog='governance register papi/2025.csv --publisher "CECODES, RTA, UNDP"'
)
def register(
    path: str,
    publisher: str | None = None,
    obtained: Annotated[datetime.datetime | None, typer.Option(formats=["%Y-%m-%d"])] = None,
):
    from orchestration.cli import register as command

    raise typer.Exit(command.run(path, publisher, obtained.date() if obtained else None))


@app.command("check-claims", rich_help_panel="panel_use", epilog="governance check-claims claims.csv --out checked.csv")
def check_claims(
    file: Annotated[Path | None, typer.Argument()] = None,
    out: Path | None = None,
    list_measures: Annotated[bool, typer.Option("--list-measures")] = False,
    json: Json = False,
):
    from orchestration.cli import claims as command

    if list_measures:
        raise typer.Exit(command.list_measures(as_json=json))
    raise typer.Exit(command.run(file, out, as_json=json))


@app.command("check-text", rich_help_panel="panel_use", epilog="governance check-text speech.docx --html checked.html")
def check_text(
    file: Path,
    source: str | None = None,
    csv: Path | None = None,
    html: Path | None = None,
    json: Json = False,
):
    from orchestration.cli import text as command

    raise typer.Exit(command.run(file, source, json, csv, html))


@app.command(rich_help_panel="panel_use", epilog='governance brief "Hải Phòng" --year 2023')
def brief(
    province: Annotated[str | None, typer.Argument()] = None,
    year: int | None = None,
    boundary_set: Annotated[str | None, typer.Option(metavar="63|34")] = None,
    all_provinces: Annotated[bool, typer.Option("--all")] = False,
    out: Path | None = None,
):
    from orchestration.cli import brief as command

    raise typer.Exit(command.run(province, year, boundary_set, all_provinces, out))


app.add_typer(releases, name="releases", rich_help_panel="panel_use", epilog="governance releases list")


@releases.command("list", epilog="governance releases list --json")
def list_releases(json: Json = False):
    from orchestration.cli import releases as command

    raise typer.Exit(command.run_list(as_json=json))


def _names(incomplete: str) -> list[str]:
    from orchestration.cli import releases as command

    return [name for name in command.names() if name.startswith(incomplete)]


@releases.command(epilog="governance releases diff previous current")
def diff(
    before: Annotated[str | None, typer.Argument(autocompletion=_names)] = None,
    after: Annotated[str | None, typer.Argument(autocompletion=_names)] = None,
    out: Path | None = None,
):
    from orchestration.cli import releases as command

    raise typer.Exit(command.run_diff(before, after, out))


@releases.command(epilog="governance releases rollback previous")
def rollback(release: Annotated[str | None, typer.Argument(autocompletion=_names)] = None):
    from orchestration.cli import releases as command

    raise typer.Exit(command.run_rollback(release))


@app.command(rich_help_panel="panel_use", epilog="governance site --port 8001")
def site(port: Annotated[int, typer.Option(min=1024, max=65535)] = 8000):
    from orchestration.cli import site as command

    raise typer.Exit(command.serve(port))


@app.command(rich_help_panel="panel_use", epilog="governance ui --port 3001")
def ui(port: Annotated[int, typer.Option(min=1024, max=65535)] = 3000):
    from orchestration.cli import ui as command

    raise typer.Exit(command.serve(port))


@app.command(rich_help_panel="panel_project", epilog="governance dictionary")
def dictionary():
    from orchestration.cli import dictionary as command

    raise typer.Exit(command.run())


@app.command(rich_help_panel="panel_project", epilog="governance audit")
def audit():
    from orchestration.cli import audit as command

    raise typer.Exit(command.run())


def main() -> None:
    """Runs the command of this program's arguments, and ends with its exit code."""
    try:
        app(prog_name="governance")
    except Exception:
        # An exit code of 1 would be a finding.
        sys.excepthook(*sys.exc_info())
        sys.exit(exits.FAULT)
