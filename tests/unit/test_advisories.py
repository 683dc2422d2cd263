"""What the answers of the two tools behind `governance audit` come to."""

import json

import pytest

from orchestration.cli import audit, exits

CLEAN = {"name": "duckdb", "version": "1.5.6", "vulns": []}
FAULTY = {"name": "rich", "version": "15.0.0", "vulns": [{"id": "PYSEC-1", "fix_versions": ["15.0.1"]}]}
LEFT_OUT = {"name": "agate", "skip_reason": "no version"}


def read(*packages):
    return audit.read_advisories(1, json.dumps({"dependencies": packages}), "")


def test_packages_without_a_known_fault_are_well():
    answer = read(CLEAN, CLEAN)
    assert answer.code == 0 and "2 locked packages" in answer.text and "2 gói" in answer.text


def test_a_known_fault_is_told_with_the_version_that_mends_it():
    answer = read(CLEAN, FAULTY)
    assert answer.code == 1
    assert "rich 15.0.0: PYSEC-1" in answer.text and "15.0.1" in answer.text and "1 known" in answer.text


def test_a_package_that_could_not_be_asked_about_is_not_well():
    answer = read(CLEAN, LEFT_OUT)
    assert answer.code == exits.NOT_ASKED and "agate: no version" in answer.text


@pytest.mark.parametrize(
    ("error", "said"),
    [
        ("Traceback …\nrequests.exceptions.ConnectionError: HTTPSConnectionPool: Max retries", "could not be reached"),
        ("requests.exceptions.ReadTimeout: timed out", "could not be reached"),
        ("pip_audit: error: the lock has no hashes", "the lock has no hashes"),
        ("", "pip-audit, 1"),
    ],
)
def test_a_database_that_does_not_answer_is_neither_well_nor_a_finding(error, said):
    answer = audit.read_advisories(1, "", error)
    assert answer.code == exits.NOT_ASKED not in (0, 1)
    assert said in answer.text and ("CHƯA được kiểm tra" in answer.text or "Không kiểm tra được" in answer.text)


def test_a_finding_outweighs_a_question_that_was_not_answered():
    assert audit.worst([1, 69]) == audit.worst([0, 1]) == 1
    assert (audit.worst([0, 69]), audit.worst([0, 0])) == (69, 0)
