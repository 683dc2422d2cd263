"""The table of corruptions, caught and not, at the end of a run that held the catalogue."""


def pytest_terminal_summary(terminalreporter):
    reports = [report for of in ("passed", "failed") for report in terminalreporter.getreports(of)]
    results = [value for report in reports for name, value in report.user_properties if name == "mutation"]
    if results:
        from tests.mutation import summary

        terminalreporter.section("corruptions of files and reference tables")
        is_full = terminalreporter.config.get_verbosity() > 0
        terminalreporter.write_line(summary.table(results) if is_full else summary.counts(results))
