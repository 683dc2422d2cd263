"""`python -m orchestration` is the command line `governance`, which set-up installs as a script too."""

import os
import sys


def main() -> None:
    # With this variable the project's modules, and those of the programs it starts, would be compiled at every start.
    sys.dont_write_bytecode = False
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["DAGSTER_DISABLE_TELEMETRY"] = "yes"
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    # Vietnamese must come out whatever the locale says.
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")
    # Whoever else has an account here may not change what is built and checked.
    os.umask(os.umask(0o022) | 0o022)
    from orchestration.cli import app

    app.main()


if __name__ == "__main__":
    main()
