"""`governance check-text`: reads what a text states of the indices, has it judged as `check-claims` does, and shows it.

What is not certain is shown with its question and not judged.
"""

import csv
import io
import sys
from collections import Counter
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from orchestration import paths
from orchestration.cli import claims, exits, terminal
from orchestration.cli.terminal import Column
from orchestration.ingest import delimited_text, press_reports
from orchestration.ingest.delimited_text import Unreadable
from orchestration.messages import texts
from orchestration.messages.problems import Problem, report
from orchestration.messages.refusals import Refused, refused, wrong_use
from orchestration.reading.documents import NoDocument, paragraphs
from orchestration.reading.figures import NOT_UNDERSTOOD, OUT_OF_SCOPE, QUESTION, STATUSES, Claim, Figure
from orchestration.reading.reader import Reader
from orchestration.reference import Reference

STANDARD_INPUT = Path("-")
# What a claim is called where the text is in no list of sources.
OWN_TEXT = "text"
_SHOWN_OTHERS = 6

Row = dict[str, Any]


@dataclass(frozen=True)
class Question:
    """Why a figure is not judged, with the claim as far as it was understood, and what `check-claims` objects to."""

    code: str
    claim: Claim | None = None
    problem: Problem | None = None

    def text(self, language: str) -> str:
        why = getattr(self.problem, f"text_{language}", "").partition(": ")[2]
        return reason(self.code, language, **({"why": why} if self.problem else {}))


@dataclass
class Judged:
    """A figure of the text with the verdicts of its claims, as far as there are any, and its questions."""

    figure: Figure
    rows: list[Row] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)


def read(file: Path) -> list[str]:
    """The paragraphs of a file, or of standard input. Raises `Refused`."""
    try:
        content = sys.stdin.buffer.read() if file == STANDARD_INPUT else _content(file)
        found = paragraphs(content, str(file))
    except OSError as error:
        raise wrong_use("text_unreadable", file=file, why=error.strerror or error) from None
    except ValueError as error:
        raise wrong_use("text_unreadable", file=file, why=error) from None
    except NoDocument as why:
        raise refused(str(why), file=file) from None
    except Unreadable as unreadable:
        raise Refused(report([unreadable.problem]).replace(f"raw/{file}", str(file))) from None
    if not found:
        raise refused("text_empty", file=file)
    return found


def _content(file: Path) -> bytes:
    if file.stat().st_size > delimited_text.MAX_BYTES:
        raise refused("text_too_large", file=file, expected=delimited_text.MAX_BYTES)
    return file.read_bytes()


def judge(figures: list[Figure], source_id: str) -> list[Judged]:
    """The figures with what the models say of their claims. Raises `Refused` where there is no checked build."""
    judged = [Judged(figure) for figure in figures]
    brought: dict[str, tuple[Judged, Claim]] = {}
    for one in judged:
        if one.figure.status == QUESTION and not one.figure.claims:
            one.questions.append(Question(one.figure.reason))
        for claim in one.figure.claims:
            if claim.doubt:
                one.questions.append(Question(claim.doubt, claim))
            else:
                brought[f"{len(brought) + 1}"] = (one, claim)
    rows = _as_rows(brought, source_id)
    for row in claims.check(rows) if rows else []:
        brought[row["claim_id"]][0].rows.append(row)
    return judged


def _as_rows(brought: dict[str, tuple[Judged, Claim]], source_id: str) -> list[dict[str, str]]:
    """The claims as the reader of `check-claims` takes them; what it refuses becomes a question."""
    reference = Reference(paths.seeds_dir())
    while brought:
        content = _as_csv(brought, source_id, reference)
        rows, problems = press_reports.read_claims(content, "", "", reference, None)
        if not problems:
            return rows
        ids = list(brought)
        # The first of those of a row; all of them are gone with it.
        for line, problem in {problem.line: problem for problem in reversed(problems)}.items():
            one, claim = brought.pop(ids[line - 2])
            one.questions.append(Question("refused", claim, problem))
    return []


def _as_csv(brought: dict[str, tuple[Judged, Claim]], source_id: str, reference: Reference) -> bytes:
    written = io.StringIO()
    columns = reference.reported_layout(press_reports.CLAIMS).required.values()
    writer = csv.DictWriter(written, columns, restval="", extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    for claim_id, (one, claim) in brought.items():
        given = {key: "" if value is None else value for key, value in asdict(claim).items()}
        place = f"para {one.figure.paragraph}"
        writer.writerow({**given, "claim_id": claim_id, "source_id": source_id, "locator": place})
    return written.getvalue().encode()


def reason(code: str, language: str, **details: object) -> str:
    """A question, or why a number is out of scope, in words."""
    return texts.text(f"reading_{code}", language, **details)


def show(judged: list[Judged], out: Any) -> None:
    """The claims with their verdicts, then what could not be judged and why."""
    rows = [(one.figure, row) for one in judged for row in one.rows]
    if rows:
        columns = [
            Column(texts.shown("text_place"), is_right=True),
            Column(texts.shown("text_said"), wraps=22),
            Column(texts.shown("claims_about"), wraps=22),
            Column(texts.shown("claims_ours"), is_right=True),
            Column(texts.shown("claims_verdict"), wraps=12),
            Column(texts.shown("claims_explanation"), wraps=24),
        ]
        terminal.show_rows(
            out,
            columns,
            [
                [
                    str(figure.paragraph),
                    figure.text,
                    claims.about(row),
                    claims.lines(row, "warehouse"),
                    claims.lines(row, "verdict_name"),
                    "\n".join(row[f"explanation_{language}"] for language in texts.chosen()) + "\n",
                ]
                for figure, row in rows
            ],
        )
    asked = [
        (one.figure, "\n".join(dict.fromkeys(question.text(language) for language in texts.chosen())))
        for one in judged
        for question in {question.code: question for question in one.questions}.values()
    ]
    if asked:
        out.print(texts.shown("text_questions") + ":")
        columns = [
            Column(texts.shown("text_place"), is_right=True),
            Column(texts.shown("text_said"), wraps=40),
            Column(texts.shown("text_question"), wraps=40),
        ]
        terminal.show_rows(out, columns, [[str(f.paragraph), f.text, text] for f, text in asked])
    unknown = [one.figure for one in judged if one.figure.status == NOT_UNDERSTOOD]
    if unknown:
        places = ", ".join(f"{figure.text} ({_place(figure)})" for figure in unknown)
        out.print(f"{texts.label('text_not_understood')}: {places}", soft_wrap=True)
    others: dict[str, list[str]] = {}
    for one in judged:
        if one.figure.status == OUT_OF_SCOPE:
            others.setdefault(one.figure.reason, []).append(one.figure.text)
    if others:
        out.print(texts.label("text_out_of_scope") + ":")
        for code, said in others.items():
            named = list(dict.fromkeys(said))
            more = f" … (+{len(named) - _SHOWN_OTHERS})" if len(named) > _SHOWN_OTHERS else ""
            words = " / ".join(dict.fromkeys(reason(code, language) for language in texts.chosen()))
            out.print(f"  {words}: {', '.join(named[:_SHOWN_OTHERS])}{more}", soft_wrap=True)
    claims.show_counts([row for _, row in rows], out)
    out.print("\n" + texts.shown("text_counts" if judged else "text_nothing", **counts(judged)))


def _place(figure: Figure) -> str:
    return " / ".join(
        dict.fromkeys(texts.text("text_paragraph", language, n=figure.paragraph) for language in texts.chosen())
    )


def counts(judged: list[Judged]) -> dict[str, int]:
    by_status = Counter(one.figure.status for one in judged)
    return {
        "claims": sum(len(one.rows) for one in judged),
        "questions": sum(len(one.questions) for one in judged),
        "out": by_status[OUT_OF_SCOPE],
        "not_understood": by_status[NOT_UNDERSTOOD],
    }


def document(file: Path, judged: list[Judged]) -> dict[str, Any]:
    """The answer for programs: every figure with its place in the text, its claims and their verdicts."""
    rows = [row for one in judged for row in one.rows]
    verdicts = Counter(row["verdict"] for row in rows)
    statuses = Counter(one.figure.status for one in judged)
    return {
        "text": str(file),
        "figures": [
            {
                **{key: value for key, value in asdict(one.figure).items() if key not in ("claims", "reason")},
                "reason": one.figure.reason or None,
                "claims": [
                    {k: float(row[k]) if isinstance(row[k], Decimal) else row[k] for k in claims.columns(row)}
                    for row in one.rows
                ],
                "questions": [
                    {
                        "code": question.code,
                        **{f"question_{language}": question.text(language) for language in texts.LANGUAGES},
                        "claim": _without_doubt(question.claim),
                    }
                    for question in one.questions
                ],
            }
            for one in judged
        ],
        "counts": {verdict: verdicts[verdict] for verdict in claims.VERDICTS},
        "statuses": {status: statuses[status] for status in STATUSES},
        "unknown_sources": claims.unknown_sources(rows),
    }


def _without_doubt(claim: Claim | None) -> dict[str, Any] | None:
    return {key: value for key, value in asdict(claim).items() if key != "doubt"} if claim else None


def run(file: Path, source: str | None, as_json: bool, table: Path | None, page: Path | None) -> int:
    """Checks a text, shows the answer and writes it where asked; returns the exit code. Raises `Refused`."""
    for target in (table, page):
        if target and target.resolve() == file.resolve():
            raise wrong_use("text_same_file", file=target)
    with terminal.nothing_but_json(as_json):
        found = read(file)
        judged = judge(Reader(Reference(paths.seeds_dir())).read(found), source or OWN_TEXT)
    rows = [row for one in judged for row in one.rows]
    written = []
    for target, write in (
        (table, lambda to: claims.write(rows, to)),
        (page, lambda to: _write_page(found, judged, file, to)),
    ):
        if target:
            try:
                write(target)
            except OSError as error:
                raise wrong_use("text_not_written", file=target, why=error.strerror) from None
            written.append(target)
    if as_json:
        terminal.show_json(document(file, judged))
    else:
        show(judged, terminal.console())
        for target in written:
            print(texts.shown("text_written", file=target))
    return exits.FOUND if any(row["verdict"] == claims.FINDING for row in rows) else exits.WELL


def _write_page(found: list[str], judged: list[Judged], file: Path, target: Path) -> None:
    from orchestration.pages import checked_text

    language = texts.chosen()[0]
    marks = [
        checked_text.Mark(
            one.figure.paragraph,
            one.figure.start,
            one.figure.end,
            one.figure.status,
            one.rows,
            list(dict.fromkeys(question.text(language) for question in one.questions)),
        )
        for one in judged
    ]
    name = OWN_TEXT if file == STANDARD_INPUT else file.name
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(checked_text.page(name, found, marks, language, claims.about_in), encoding="utf-8")
