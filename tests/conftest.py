"""The order and size of what the test tiers run, and the table of corruptions at the end of a run."""

from hypothesis import settings

settings.register_profile("quick", max_examples=100)
settings.register_profile("full", max_examples=500)
settings.load_profile("quick")  # make test-full asks for the other: --hypothesis-profile full

# Longest first, so that no worker ends alone. The first file makes the shared run; the next ones need none and fill
# the other worker's time until it is there. Files that are not named come last.
ORDER = (
    "test_new_data",
    "test_import",
    "test_understanding",
    "test_any_file",
    "test_raw_folder",
    "test_reader",
    "test_suites",
    "test_ui",
    "test_in_browser",
    "test_gates",
    "test_project",
    "test_automation",
    "test_dbt_unit_tests",
    "test_exports",
    "test_claims",
    "test_writing",
    "test_keyboard",
    "test_faults",
    "test_stopping",
    "test_transform",
    "test_catalogue",
    "test_false_alarms",
)


def pytest_collection_modifyitems(items):
    items.sort(key=lambda item: ORDER.index(item.path.stem) if item.path.stem in ORDER else len(ORDER))


def pytest_terminal_summary(terminalreporter):
    reports = [report for of in ("passed", "failed") for report in terminalreporter.getreports(of)]
    results = [value for report in reports for name, value in report.user_properties if name == "mutation"]
    if results:
        from tests.mutation import summary

        terminalreporter.section("corruptions of files and reference tables")
        is_full = terminalreporter.config.get_verbosity() > 0
        terminalreporter.write_line(summary.table(results) if is_full else summary.counts(results))
