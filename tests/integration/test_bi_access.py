"""docs/bi_access.md, tried with real connections on a copy of the release: nothing but the release can be read."""

import re
import shutil

import duckdb
import pytest
import sqlalchemy

from orchestration import paths

PAGE = paths.REPOSITORY / "docs" / "bi_access.md"
FILE = "data/published/current/governance.duckdb"


@pytest.fixture
def database(built, tmp_path):
    """A copy in a folder that may be written: only the settings stand between a statement and the files."""
    copy = tmp_path / "release" / "governance.duckdb"
    copy.parent.mkdir()
    shutil.copy(built.workplace.current / copy.name, copy)
    copy.chmod(0o644)
    (tmp_path / "secret.csv").write_text("password\nopen sesame\n")
    with duckdb.connect(tmp_path / "other.duckdb") as other:
        other.execute("create table secrets as select 1 as one")
    return copy


def block(heading, start):
    """The code block below a heading of the page that starts so."""
    section = PAGE.read_text(encoding="utf-8").split(f"\n## {heading}", 1)[1].split("\n## ", 1)[0]
    (found,) = [text for text in re.findall(r"```\w*\n(.*?)```", section, flags=re.DOTALL) if text.startswith(start)]
    return found


def run_block(heading, start, database):
    code = block(heading, start)
    assert FILE in code and "docs/bi_access.sql" in code
    names = {}
    code = code.replace(FILE, str(database)).replace("docs/bi_access.sql", str(PAGE.with_suffix(".sql")))
    exec(compile(code, heading, "exec"), names)
    return names


@pytest.fixture
def of_python(database):
    with run_block("Python", "from pathlib", database)["connection"] as connection:
        yield lambda query: connection.execute(query).fetchall()


@pytest.fixture
def of_sqlalchemy(database):
    engine = run_block("SQLAlchemy", "from pathlib", database)["engine"]

    def ask(query):
        with engine.connect() as connection:
            return connection.execute(sqlalchemy.text(query)).fetchall()

    yield ask
    engine.dispose()


@pytest.fixture
def of_a_url(database):
    engine = sqlalchemy.create_engine(block("SQLAlchemy", "duckdb:").strip().replace(FILE, str(database)))

    def ask(query):
        with engine.connect() as connection:
            return connection.execute(sqlalchemy.text(query)).fetchall()

    yield ask
    engine.dispose()


def refused(ask, query):
    """The reason for which DuckDB itself refuses a statement."""
    with pytest.raises((duckdb.Error, sqlalchemy.exc.DBAPIError)) as error:
        ask(query)
    return str(error.value)


DISABLED = "disabled by configuration"
LOCKED = "the configuration has been locked"
WRITES = [
    "insert into marts.dim_index select * from marts.dim_index",
    "create table x as select 1",
    "drop view bi.scoreboard",
    "delete from marts.fct_score",
    "update marts.fct_score set score = 80",
    "alter table marts.fct_score drop column score",
]
READS = [
    "from read_csv('{folder}/secret.csv')",
    "from read_text('/etc/passwd')",
    "from glob('/etc/*')",
    "attach '{folder}/other.duckdb' as other (read_only)",
    "attach '{folder}/new.duckdb' as other",
    "copy (select 1) to '{folder}/out.csv'",
    "copy (select 1) to '{folder}/release/out.csv'",
    "export database '{folder}/out'",
    "install httpfs",
    "from query('from read_text(''/etc/passwd'')')",
]
ON_THE_FILE = [
    "copy (select 1) to '{folder}/release/governance.duckdb' (use_tmp_file false)",
    "copy (select 1) to '{folder}/release/governance.duckdb.wal'",
    "from read_blob('{folder}/release/governance.duckdb')",
    "attach '{folder}/release/governance.duckdb' as again (read_only)",
]
SETTINGS = [
    "set enable_external_access = true",
    "reset enable_external_access",
    "set lock_configuration = false",
    "reset lock_configuration",
    "set allow_community_extensions = true",
    "set autoinstall_known_extensions = true",
    "set temp_directory = '/tmp'",
    "set access_mode = 'READ_WRITE'",
    "set disabled_filesystems = ''",
    "set file_search_path = '/etc'",
    "set profiling_output = '/tmp/out'",
    "set enable_profiling = 'json'",
    "set log_query_path = '/tmp/out'",
    "set memory_limit = '100GB'",
    "set threads = 64",
]

LOG_FILE = "call enable_logging(storage = 'file', storage_path = '/tmp/out')"


def assert_closed(ask, tmp_path, also=()):
    before = {path: path.stat().st_size for path in tmp_path.rglob("*")}
    assert ask("select count(*) from bi.scoreboard where index_code = 'PAPI' and year = 2023")[0][0] == 63
    for query in WRITES:
        assert "attached in read-only mode" in refused(ask, query), query
    for query in [*READS, *also]:
        assert DISABLED in refused(ask, query.format(folder=tmp_path)), query
    refused(ask, "load httpfs")
    limits = ask("select current_setting('memory_limit'), current_setting('threads')::integer")
    assert limits == [("1.8 GiB", 4)]
    assert "logging with the LocalFileSystem" in refused(ask, LOG_FILE) or "disabled" in refused(ask, LOG_FILE)
    for query in SETTINGS:
        assert LOCKED in refused(ask, query), query
    assert {path: path.stat().st_size for path in tmp_path.rglob("*")} == before
    assert ask("select sum(n_sources) > 0 from marts.fct_score") == [(True,)]


def test_without_the_settings_a_read_only_connection_reads_and_writes_other_files(database, tmp_path):
    with duckdb.connect(database, read_only=True) as connection:
        assert connection.execute(f"from read_csv('{tmp_path}/secret.csv')").fetchall() == [("open sesame",)]
        connection.execute(f"copy (select 1) to '{tmp_path}/out.csv'")
    assert (tmp_path / "out.csv").exists()


def test_the_python_settings_leave_nothing_but_the_release(of_python, tmp_path):
    assert_closed(of_python, tmp_path, also=ON_THE_FILE)


def test_the_sqlalchemy_settings_leave_nothing_but_the_release_on_every_connection(of_sqlalchemy, tmp_path):
    assert_closed(of_sqlalchemy, tmp_path, also=ON_THE_FILE)


def test_the_url_leaves_nothing_but_the_file_itself(of_a_url, tmp_path):
    assert_closed(of_a_url, tmp_path)


def test_what_does_not_fit_into_memory_is_an_error_and_not_a_file_in_the_release(database):
    with duckdb.connect(database, read_only=True) as connection:
        settings = PAGE.with_suffix(".sql").read_text(encoding="utf-8")
        assert settings.count("'2GB'") == 1
        connection.execute(settings.replace("'2GB'", "'40MB'"))
        query = "create temp table big as select hash(range)::varchar as h from range(2000000)"
        assert "Out of Memory" in refused(connection.execute, query)
        assert [path.name for path in database.parent.iterdir()] == [database.name]


def test_what_the_page_says_of_others_statements(database):
    """Nothing can lock it on this version: a later one that can is to be noticed here, and the page changed."""
    with duckdb.connect(database, read_only=True) as connection:
        connection.execute(PAGE.with_suffix(".sql").read_text(encoding="utf-8"))
        one, other = connection.cursor(), connection.cursor()
        one.execute("call enable_logging('QueryLog')")
        other.execute("select 'a statement of somebody else'")
        assert "a statement of somebody else" in str(one.execute("select message from duckdb_logs").fetchall())
    page = PAGE.read_text(encoding="utf-8")
    assert "see each other's statements" in page and "nhìn thấy câu lệnh của nhau" in page


def test_the_published_file_may_be_written_by_nobody(built):
    assert (built.workplace.current / "governance.duckdb").stat().st_mode & 0o777 == 0o444
