"""dbt as a command that prints its events from level info up, one JSON object a line, and writes no log.

What dbt's own `--log-format json` prints, in nine tenths of the time: that writes thousands of debug events out as
JSON before it drops them. Started by its path, so that it runs in any folder: `python -P dbt_command.py build`.

`--parsed FILE` before the command takes the project as dbt has parsed it into its `partial_parse.msgpack`, which dbt
itself refuses for another database file.
"""

import sys
import threading
from pathlib import Path

PARSED = "--parsed"
COMMAND = [sys.executable, "-P", str(Path(__file__).resolve())]
SHOWN = ("info", "warn", "error")


def main() -> None:
    from dbt.cli.main import dbtRunner
    from dbt.contracts.graph.manifest import Manifest
    from dbt_common.events.base_types import EventMsg
    from dbt_common.events.functions import msg_to_json

    turn = threading.Lock()

    def show(event: EventMsg) -> None:
        if event.info.level in SHOWN:
            line = msg_to_json(event)
            # dbt's threads call this: two lines at once would be none.
            with turn:
                print(line, flush=True)

    arguments, manifest = sys.argv[1:], None
    if arguments[0] == PARSED:
        manifest = Manifest.from_msgpack(Path(arguments[1]).read_bytes())
        del arguments[:2]
    quiet = ["--log-level", "none", "--log-level-file", "none"]
    result = dbtRunner(manifest=manifest, callbacks=[show]).invoke([*quiet, *arguments])
    # As dbt itself: 1 where a node failed, 2 where dbt did.
    sys.exit(0 if result.success else 2 if result.exception else 1)


if __name__ == "__main__":
    main()
