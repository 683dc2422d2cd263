"""Documents as pages list them."""

from orchestration.pages import sources


def test_years_that_follow_one_another_are_a_span():
    assert sources.spans([2014, 2012, 2013, 2018]) == "2012–2014, 2018"
    assert sources.spans([2018]) == "2018"
