"""The table that a run of the catalogue ends with."""

from collections import Counter

# Name, the code that must tell it (None: nothing can), the codes that did, and why nothing can.
Result = tuple[str, str | None, list[str], str]


def counts(results: list[Result]) -> str:
    """How many are caught, by which check, and the names of those that are not."""
    by_check = Counter(expected for _, expected, codes, _ in results if codes)
    passed = sorted(name for name, _, codes, _ in results if not codes)
    told = ", ".join(f"{check} {n}" for check, n in sorted(by_check.items(), key=lambda item: (-item[1], str(item[0]))))
    return (
        f"{len(results)} corruptions, {len(results) - len(passed)} caught: {told}\n"
        f"{len(passed)} not caught, each with its reason in the catalogue: {', '.join(passed)}"
    )


def table(results: list[Result]) -> str:
    caught = [result for result in results if result[2]]
    passed = [result for result in results if not result[2]]
    lines = [f"Corruptions: {len(results)}, caught {len(caught)}, not caught {len(passed)}", "", "caught by"]
    for name, expected, codes, _ in sorted(caught, key=lambda result: (result[1] or "", result[0])):
        others = [code for code in codes if code != expected]
        sign = " " if expected in codes else "!"
        lines.append(
            f" {sign} {expected or '(nothing was expected)':<19} {name}"
            + (f" (+ {', '.join(others)})" if others else "")
        )
    lines += ["", "not caught"]
    for name, expected, _, reason in sorted(passed):
        lines.append(f" {'!' if expected else ' '} {name}: {reason or 'expected ' + str(expected)}")
    return "\n".join(lines)
