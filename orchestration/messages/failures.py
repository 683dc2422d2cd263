"""Why a run failed, as a person reads it, and what to do about errors of the machine.

Only words belong here: what is found in Dagster's events and in errors, and the remedy by what they say.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dagster import DagsterEvent

_FULL = (
    "Ổ đĩa đã đầy: giải phóng chỗ (make releases cho biết mỗi bản phát hành lớn bao nhiêu) rồi chạy lại.\n"
    "The disk is full: make room (make releases tells the size of each release), then run again."
)
READ_ONLY = (
    "Không ghi được vào thư mục dữ liệu: kiểm tra quyền ghi, hoặc chọn thư mục khác bằng GOVERNANCE_DATA_DIR.\n"
    "The data folder cannot be written: check its rights, or choose another one with GOVERNANCE_DATA_DIR."
)
# By a part of the message that tells them.
REMEDIES = {
    "No space left on device": _FULL,
    "disk is full": _FULL,
    "File too large": _FULL,
    # What SQLite, in which Dagster keeps its history, says of a disk that fills up while it writes.
    "disk I/O error": (
        "Ổ đĩa đã đầy hoặc bị lỗi: giải phóng chỗ hay kiểm tra ổ đĩa, rồi chạy lại.\n"
        "The disk is full or at fault: make room or have it checked, then run again."
    ),
    "Read-only file system": READ_ONLY,
    "Permission denied": READ_ONLY,
    "readonly database": READ_ONLY,
    "Could not set lock": (
        "Một lần chạy khác đang dùng tệp dựng: đợi nó xong rồi chạy lại.\n"
        "Another run is using the build file: wait for it to end, then run again."
    ),
    "not a valid DuckDB database": (
        "Tệp dựng bị hỏng; nó được dựng lại từ raw/: chạy make clean, rồi make run.\n"
        "The build file is damaged; it is made anew from raw/: make clean, then make run."
    ),
    "DagsterExecutionInterruptedError": "Lần chạy đã bị ngắt.\nThe run was interrupted.",
}


def reasons(events: Iterable["DagsterEvent"]) -> list[str]:
    """Why a run failed: problems of raw files, failing rows of checks, messages of dbt, or the error itself."""
    found = []
    for event in events:
        if event.event_type_value == "ASSET_CHECK_EVALUATION":
            check = event.asset_check_evaluation_data
            report = check.metadata.get("report")
            # Tests of dbt come without a report: the failure of its step tells them with their rows.
            if not check.passed and report:
                found.append(f"{check.asset_key.to_user_string()}, {check.check_name}:\n{report.value}")
        elif event.is_step_failure:
            failure = event.step_failure_data
            if failure.user_failure_data and failure.user_failure_data.description:
                found.append(failure.user_failure_data.description)
            elif failure.error and "AssetCheckFailed" not in (failure.error.cls_name or ""):
                cause = failure.error.cause or failure.error
                found.append(cause.message.strip())
    return found


def hints(why: list[str]) -> list[str]:
    """What to do about errors of the machine rather than of the data."""
    return list(dict.fromkeys(text for sign, text in REMEDIES.items() if any(sign in reason for reason in why)))


def innermost(error: BaseException) -> BaseException:
    """What an error goes back to: a seed that cannot be read, say, and not that definitions did not load."""
    while cause := error.__cause__ or (None if error.__suppress_context__ else error.__context__):
        error = cause
    return error
