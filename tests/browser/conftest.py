"""The site of a release, on disk and on the loopback, and a browser that reads it."""

import functools
import http.server
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, sync_playwright

from tests.browser import reading
from tests.browser.kinds import Example
from tests.integration.conftest import built as built

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
# As root in a container, and without the requests that a browser makes of its own.
FLAGS = (
    "--no-sandbox", "--disable-background-networking", "--disable-quic", "--no-first-run", "--disable-component-update",
    "--disable-sync", "--disable-gpu",
)  # fmt: skip
# Against a page that never ends loading, on a busy machine.
PATIENCE = 60_000


@dataclass(frozen=True)
class Site:
    """`folder` lies in the folder of a release, as published: pages link to the files beside it."""

    folder: Path
    database: Path

    @functools.cached_property
    def pages(self) -> dict[str, reading.Facts]:
        """Every page by its path."""
        found = [reading.facts(path, self.folder) for path in sorted(self.folder.rglob("*.html"))]
        return {page.path: page for page in found}


@pytest.fixture(scope="session")
def site(built) -> Site:
    release = built.workplace.current.resolve()
    return Site(release / "site", release / "governance.duckdb")


class _Silent(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        pass


def server_of(folder: Path) -> http.server.ThreadingHTTPServer:
    """A server of the folder on a free port of the loopback; `shutdown` ends it."""
    handler = functools.partial(_Silent, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


@pytest.fixture(scope="session")
def address(site) -> Iterator[str]:
    """Where the site is served."""
    server = server_of(site.folder.parent)
    yield f"http://127.0.0.1:{server.server_port}/site"
    server.shutdown()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    executable = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if executable is None:
        pytest.skip("no chromium on this machine (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=executable, args=list(FLAGS))
        yield launched
        launched.close()


@dataclass
class Reader:
    """Opens pages, and keeps what they complained of and whom else they asked."""

    browser: Browser
    address: str
    site: Site
    complaints: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)
    contexts: list[BrowserContext] = field(default_factory=list)

    def page(self, **options) -> Page:
        """An empty page in a context of its own, whose requests to other hosts go nowhere."""
        context = self.browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        context.set_default_timeout(PATIENCE)
        self.contexts.append(context)
        context.route(lambda url: not url.startswith((self.address.rpartition("/")[0], "file:", "data:")), self._refuse)
        page = context.new_page()
        page.on("console", lambda said: said.type in ("error", "warning") and self.complaints.append(said.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("requestfailed", lambda request: self.complaints.append(f"no answer from {request.url}"))
        page.on("response", lambda got: got.status >= 400 and self.complaints.append(f"{got.status} {got.url}"))
        return page

    def opened(self, example: Example, **options) -> Page:
        """The page, loaded."""
        self.require(example)
        page = self.page(**options)
        page.goto(f"{self.address}/{example.path}")
        return page

    def require(self, example: Example) -> None:
        assert (self.site.folder / example.path).exists(), f"no page {example.path}"

    def close(self) -> None:
        for context in self.contexts:
            context.close()

    def _refuse(self, route: Route) -> None:
        self.strangers.append(route.request.url)
        route.abort()


@pytest.fixture
def reader(browser, address, site) -> Iterator[Reader]:
    reading_person = Reader(browser, address, site)
    yield reading_person
    reading_person.close()


@pytest.fixture(scope="session")
def sql(site):
    """Rows of a query of the release. A query is asked once: some views take a second."""
    with duckdb.connect(site.database, read_only=True) as connection:
        yield functools.cache(lambda query: connection.execute(query).fetchall())
