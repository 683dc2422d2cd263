"""`python -m orchestration` is the command line `governance`, which set-up installs as a script too."""

import codecs
import locale
import os
import sys


def main() -> None:
    _be_in_utf8()
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


def _be_in_utf8() -> None:
    """Starts anew where the locale has another encoding: names of files, and what the libraries read, are UTF-8."""
    if sys.flags.utf8_mode or codecs.lookup(locale.getencoding()).name == "utf-8":
        return
    os.environ["PYTHONUTF8"] = "1"
    os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])


if __name__ == "__main__":
    main()
