"""The table that a run of the catalogue ends with."""

from collections import Counter

# Name, the code that must tell it, the codes that did, why nothing can, and what a gate behind the models says.
Result = tuple[str, str | None, list[str], str, str]


def counts(results: list[Result]) -> str:
    """How many are caught, by which check, and the names of those that are not."""
    by_check = Counter(expected or "unexpected" for _, expected, codes, *_ in results if codes)
    later = [result for result in results if result[4]]
    passed = sorted(name for name, _, codes, _, later in results if not codes and not later)
    told = ", ".join(f"{check} {n}" for check, n in sorted(by_check.items(), key=lambda item: (-item[1], item[0])))
    return (
        f"{len(results)} corruptions. {sum(by_check.values())} caught before anything is loaded: {told}\n"
        f"{len(later)} caught behind the models: {', '.join(name for name, *_ in later)}\n"
        f"{len(passed)} not caught, each with its reason in the catalogue: {', '.join(passed)}"
    )


def table(results: list[Result]) -> str:
    """One line for each; an exclamation mark where reality is not what the catalogue says."""
    lines = [counts(results), "", "caught by"]
    for name, expected, codes, *_ in sorted(results, key=lambda result: (result[1] or "", result[0])):
        if codes:
            others = ", ".join(code for code in codes if code != expected)
            sign = " " if expected in codes else "!"
            check = expected or "(nothing was expected)"
            lines.append(f" {sign} {check:<19} {name}" + (f" (+ {others})" if others else ""))
    lines += [f"   {later}: {name}" for name, _, codes, _, later in results if later and not codes]
    lines += ["", "not caught"]
    for name, expected, codes, reason, later in sorted(results):
        if not codes and not later:
            lines.append(f" {'!' if expected else ' '} {name}: {reason or 'expected ' + str(expected)}")
    return "\n".join(lines)
