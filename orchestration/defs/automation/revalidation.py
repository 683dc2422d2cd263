"""The published release, validated again every morning: files on a disk change, and readers may have them open."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from dagster import (
    AssetCheckExecutionContext,
    AssetCheckKey,
    AssetCheckResult,
    AssetCheckSpec,
    AssetSelection,
    DefaultScheduleStatus,
    Definitions,
    Failure,
    MetadataValue,
    ScheduleDefinition,
    define_asset_job,
    definitions,
    multi_asset_check,
)

from expectations import gate, marts
from orchestration import paths
from orchestration.defs.publish import shelf
from orchestration.defs.publish.assets import RELEASE
from orchestration.defs.retries import retried
from orchestration.defs.validate import checks

CHECK = AssetCheckKey(RELEASE, "revalidation")
JOB = "revalidate_release"
NO_RELEASE = (
    "Chưa có bản phát hành nào để kiểm tra lại: chạy make run, hoặc chạy job everything.\n"
    "There is no release to validate yet: make run, or launch the job everything."
)
REMEDY = (
    "Bản phát hành đang dùng không còn đúng: đừng trích dẫn từ nó, quay lại một bản nguyên vẹn bằng make rollback "
    "RELEASE=… (make releases liệt kê), rồi công bố bản mới bằng make run.\n"
    "The release that is served is no longer right: do not quote from it, go back to a sound one with make rollback "
    "RELEASE=… (make releases lists them), then publish anew with make run."
)
DIFFERENCES = {
    "altered": ("tệp đã bị sửa sau khi công bố", "the file was altered after it was published"),
    "missing": ("tệp đã mất", "the file is missing"),
    "unlisted": ("tệp không thuộc bản phát hành", "the file does not belong to the release"),
}


def validate_release(folder: Path) -> AssetCheckResult:
    """Whether the files in `folder` are those published, and if so, whether the mart suites hold on them.

    Keeps nothing: the records that a build rests on are those of the build file.
    """
    differences = shelf.differences(folder)
    if differences:
        lines = [(f"{name}: {DIFFERENCES[kind][0]}.", f"{name}: {DIFFERENCES[kind][1]}.") for name, kind in differences]
        report = "\n".join(line for pair in lines for line in pair)
        outcome = {
            "passed": False,
            "description": "; ".join(f"{name}: {kind}" for name, kind in differences),
            "metadata": {"report": MetadataValue.md(report)},
        }
    else:
        with tempfile.TemporaryDirectory() as context_dir:
            context = gate.open_context(Path(context_dir))
            outcome = checks.outcome(gate.validate("marts", folder / shelf.DATABASE, marts.suites(), context))
    outcome["metadata"]["release_id"] = folder.name
    return AssetCheckResult(asset_key=CHECK.asset_key, check_name=CHECK.name, **outcome)


@multi_asset_check(
    name="revalidate",
    specs=[
        AssetCheckSpec(
            CHECK.name,
            asset=RELEASE,
            description="Every file of the release is as published (SHA256SUMS), and the mart suites hold on it.",
        )
    ],
)
@retried
def revalidate(context: AssetCheckExecutionContext) -> Iterator[AssetCheckResult]:
    if not paths.current_link().exists():
        raise Failure(description=NO_RELEASE, allow_retries=False)
    # Resolved once: a release published meanwhile has been validated already.
    result = validate_release(paths.current_link().resolve())
    yield result
    if not result.passed:
        # A failed check alone leaves the run green.
        report = result.metadata["report"]
        raise Failure(description=f"{report.value}\n\n{REMEDY}", metadata={"report": report}, allow_retries=False)


@definitions
def revalidation() -> Definitions:
    job = define_asset_job(
        JOB,
        selection=AssetSelection.checks(CHECK),
        description="The current release: are its files as published, and do the mart suites hold on them?",
    )
    schedule = ScheduleDefinition(
        name="daily_revalidation",
        job=job,
        cron_schedule="0 6 * * *",
        execution_timezone="Asia/Ho_Chi_Minh",
        default_status=DefaultScheduleStatus.RUNNING,
        description="Every morning at six in Việt Nam; a morning without the UI is made up for once when it starts.",
    )
    return Definitions(asset_checks=[revalidate], jobs=[job], schedules=[schedule])
