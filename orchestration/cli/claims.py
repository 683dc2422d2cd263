"""`make check-claims`: what a text says of the indices, held against the build by the same models as in a run.

The claims stand in a copy of the build file and nowhere else, and are no observations there, so that no claim
supports itself. Neither the build nor a release is touched.
"""

import csv
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb
from rich import box
from rich.console import Console
from rich.table import Table

from orchestration import paths
from orchestration.importing import showing
from orchestration.ingest import delimited_text, load, press_reports
from orchestration.ingest.manifest import sha256_of
from orchestration.messages.problems import report
from orchestration.reference import Reference
from orchestration.release import passed_checks, spreadsheet

# The claims and what is made of them: not the observations, among which they would be otherwise.
MODELS = ("stg_raw__reported_claims", "int_province_names_resolved", "int_claims", "int_claim_questions+")
VERDICTS = {
    "confirmed": "được xác nhận",
    "contradicted": "không đúng",
    "conflicting": "nguồn mâu thuẫn",
    "unverifiable": "chưa kiểm chứng được",
    "met": "đạt",
    "missed": "không đạt",
}

Row = dict[str, Any]


class Refused(Exception):
    """The claims cannot be checked. Says why and what to do, in both languages."""


def read(file: str) -> list[dict[str, str]]:
    """The claims of a file. Raises `Refused` with everything that is wrong with it."""
    path = Path(file).expanduser()
    try:
        if path.stat().st_size > delimited_text.MAX_BYTES:
            raise Refused(
                f"{file}: tệp lớn quá {delimited_text.MAX_BYTES} byte. Chia thành nhiều tệp.\n"
                f"{file}: the file is above {delimited_text.MAX_BYTES} bytes. Divide it."
            )
        content = path.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise Refused(
            f"Không đọc được tệp {file} ({reason}). Kiểm tra lại đường dẫn.\n"
            f"The file {file} cannot be read ({reason}). Check the path."
        ) from None
    rows, problems = press_reports.read_claims(content, file, sha256_of(content), Reference(paths.seeds_dir()), None)
    if any(problem.code == "workbook" for problem in problems):
        raise Refused(
            f"{file}: đây là tệp Excel. Lưu trang có các phát biểu dưới dạng CSV UTF-8.\n"
            f"{file}: this is a workbook. Save the sheet of claims as CSV UTF-8."
        )
    if problems:
        raise Refused(
            # Messages speak of files below raw/, where this one does not lie.
            f"{report(problems).replace(f'raw/{file}', file)}\n\n{len(problems)} lỗi. Sửa như trên rồi chạy lại.\n"
            f"{len(problems)} to remedy as said above, then again. Columns: see raw/press/reported_claims.csv"
        )
    return rows


def check(rows: list[dict[str, str]]) -> list[Row]:
    """The claims with their verdicts, in the order of the file. Raises `Refused` where there is no checked build."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / paths.build_file().name
        try:
            shutil.copyfile(paths.build_file(), copy)
            # Asked of the build after it was copied: what was copied is what has passed.
            passed_checks.checks_passed()
        except (FileNotFoundError, passed_checks.NotChecked) as reason:
            why = str(reason) if isinstance(reason, passed_checks.NotChecked) else "no build file"
            raise Refused(
                f"Chưa có bản dựng đã qua kiểm tra ({why}). Chạy: make run\n"
                f"There is no build that has passed its checks ({why}). Run: make run"
            ) from None
        load.load_claims(copy, rows)
        _run_models(copy, Path(folder))
        with duckdb.connect(copy, read_only=True) as connection:
            found = connection.execute(
                "select claims.*, coalesce(provinces.name_vi, 'Cả nước') as subject "
                "from marts.fct_reported_claim as claims left join bi.province as provinces using (province_id)"
            )
            columns = [column for column, *_ in found.description]
            checked = {row["claim_id"]: row for row in (dict(zip(columns, r, strict=True)) for r in found.fetchall())}
    return [checked[row["claim_id"]] for row in rows]


def _run_models(build_file: Path, folder: Path) -> None:
    """Has dbt make the models anew in that file; starts from what it parsed in the last run, which saves seconds."""
    target = folder / "target"
    target.mkdir()
    parsed = paths.dbt_target_dir() / "partial_parse.msgpack"
    if parsed.exists():
        shutil.copyfile(parsed, target / parsed.name)
    environment = {
        **os.environ,
        "GOVERNANCE_BUILD_FILE": str(build_file),
        "DBT_TARGET_PATH": str(target),
        "DBT_LOG_PATH": str(folder / "logs"),
    }
    dbt = str(Path(sys.executable).with_name("dbt"))
    project = str(paths.dbt_dir())
    command = [dbt, "--no-use-colors", "run", "--project-dir", project, "--profiles-dir", project, "-s", *MODELS]
    finished = subprocess.run(command, cwd=paths.dbt_dir(), env=environment, capture_output=True, text=True)
    if finished.returncode != 0:
        errors = [line for line in finished.stdout.splitlines() if "Error" in line] or finished.stdout.splitlines()[-5:]
        raise Refused(
            "Bản dựng không hợp với các mô hình hiện tại. Chạy: make run, rồi thử lại.\n"
            "The build does not fit the present models. Run: make run, then try again.\n" + "\n".join(errors)
        )


def show(rows: list[Row], out: Console) -> None:
    """A line for each claim, its sentences in both languages, and how many there are of each verdict."""
    table = Table(box=box.SIMPLE_HEAD, expand=True)
    table.add_column("Mã\nClaim", no_wrap=True)
    table.add_column("Về\nWhat", ratio=3)
    table.add_column("Văn bản\nClaimed", justify="right", min_width=8)
    table.add_column("Kho\nOurs", justify="right", min_width=8)
    table.add_column("Kết luận\nVerdict", ratio=2)
    table.add_column("Giải thích\nExplanation", ratio=7)
    for row in rows:
        table.add_row(
            row["claim_id"],
            f"{row['index_code']} {row['year']} {row['subject']}: {row['measure']}",
            row["claimed_text"],
            row["warehouse_text"] or "–",
            f"{VERDICTS[row['verdict']]}\n{row['verdict']}",
            f"{row['explanation_vi']}\n{row['explanation_en']}\n",
        )
    out.print(table)
    counts = Counter(row["verdict"] for row in rows)
    for verdict, name in VERDICTS.items():
        if counts[verdict]:
            out.print(f"  {counts[verdict]:4}  {name} / {verdict}")


def write(rows: list[Row], file: Path) -> None:
    """All columns as CSV, of which a spreadsheet tells the encoding."""
    file.parent.mkdir(parents=True, exist_ok=True)
    columns = [column for column in rows[0] if column != "subject"]
    with file.open("w", encoding=spreadsheet.ENCODING, newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([spreadsheet.neutral(row[column]) for column in columns] for row in rows)


def run(environment: Mapping[str, str]) -> None:
    """Checks what the options name. Raises `Refused`."""
    file = environment.get("OPTION_FILE", "").strip()
    if not file:
        raise Refused("Nêu tệp CSV / Name the CSV file: make check-claims FILE=claims.csv")
    given = environment.get("OPTION_OUT", "").strip()
    target = Path(given).expanduser() if given else paths.quality_dir() / "claims_checked.csv"
    if target.resolve() == Path(file).expanduser().resolve():
        raise Refused("OUT trùng với FILE: chọn tên khác.\nOUT is FILE: choose another name.")
    rows = check(read(file))
    show(rows, showing.console())
    try:
        write(rows, target)
    except OSError as error:
        raise Refused(
            f"Không ghi được {target} ({error.strerror}). Chọn OUT khác.\n"
            f"{target} cannot be written ({error.strerror}). Choose another OUT."
        ) from None
    print(f"\nĐã ghi / Written: {target}")
    print("Tiếp theo: sửa phát biểu không đúng trong văn bản; với phát biểu chưa kiểm chứng được, tìm nguồn nêu trên.")
    print("Next: correct in the text what is contradicted; for what is unverifiable, find the sources named above.")


def main() -> None:
    try:
        run(os.environ)
    except Refused as reason:
        print(reason)
        sys.exit(1)


if __name__ == "__main__":
    main()
