"""A release over months that are not whole says so, and claims no status that depends on them."""

import pytest

from tests.support.drawn_release import World, drawn, refusals

MISSING = {
    "id": "Iuran Maret 2019 belum dimuat: jumlahnya kurang.",
    "en": "Contributions of March 2019 are not loaded: the sums are too small.",
}


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_lead_says_what_is_missing(language: str) -> None:
    release = drawn(language, missing=MISSING[language])
    lead = next(one.text for one in release.paragraphs if one.kind == "lead")
    assert lead.endswith(MISSING[language])
    assert refusals(release) == refusals(drawn(language))


def test_a_status_in_doubt_is_never_claimed() -> None:
    sure, doubtful = World().release(), World(doubtful=True).release()
    states = {one.metric for one in sure.claims} - {one.metric for one in doubtful.claims}
    assert "agents_dormant_retained" in states
    assert all(metric.startswith("agents_") for metric in states)
    assert "agents_listed" in {one.metric for one in doubtful.claims}
    assert not any("dorman" in one.text for one in doubtful.paragraphs if one.kind == "figures")
