"""Versions of a metric's meaning: raised when the meaning changes, and told with the rule that it depends on."""

import tomllib
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
import sqlalchemy as sa

from queries.db import schema as s
from queries.metrics import Metric, catalogue
from queries.published.definitions import RULED, definition
from tests.support.worlds import BRANCH, World, put, scope_of

VERSIONS = Path(__file__).with_name("definitions.toml")
JUNE = date(2019, 6, 1)
CHANGED = (
    ("dormant_after_months", date(2014, 1, 1), 3),
    ("reactivate_after_months", date(2014, 1, 1), 6),
    ("removal_needs_no_contributions", date(2014, 1, 1), 1),
    ("dormant_after_months", date(2019, 7, 1), 4),
    ("removal_needs_no_contributions", date(2019, 7, 1), 0),
)


def fingerprint(metric: Metric) -> str:
    """Of what says how a metric is computed, in both languages; spaces do not count."""
    texts = (text[language] for text in (metric.formula, metric.leaves_out) for language in ("id", "en"))
    return sha256("\n".join(" ".join(text.split()) for text in texts).encode()).hexdigest()[:12]


@pytest.mark.parametrize("metric", catalogue().values(), ids=catalogue())
def test_a_meaning_that_changes_gets_another_version(metric: Metric) -> None:
    earlier = tomllib.loads(VERSIONS.read_text(encoding="utf-8")).get(metric.id)
    now = {"version": metric.version, "fingerprint": fingerprint(metric)}
    line = f'{metric.id} = {{ version = {now["version"]}, fingerprint = "{now["fingerprint"]}" }}'
    assert earlier == now, (
        f"what {metric.id} counts was rewritten since version {earlier and earlier['version']}: published "
        f"figures would be compared with another meaning. If the meaning changed, raise its version in "
        f"queries/metrics.toml and keep the definition until then in `earlier`; if the words did alone, leave it. "
        f"Then write in tests/queries/published/definitions.toml: {line}"
    )


@pytest.mark.parametrize("part", ["formula", "leaves_out"])
def test_another_text_has_another_fingerprint(part: str) -> None:
    metric = catalogue()["acquired"]
    for language in ("id", "en"):
        text = {**getattr(metric, part), language: "Dihitung lain."}
        assert fingerprint(replace(metric, **{part: text})) != fingerprint(metric)
    spaced = {language: f" {text} " for language, text in getattr(metric, part).items()}
    assert fingerprint(replace(metric, **{part: spaced})) == fingerprint(metric)


def test_no_definition_is_kept_of_a_metric_that_is_gone() -> None:
    assert set(tomllib.loads(VERSIONS.read_text(encoding="utf-8"))) == set(catalogue())


@pytest.mark.parametrize(
    ("period", "complete", "metric", "version"),
    [
        ("2019-S1", JUNE, "acquired", "2"),
        ("2019-S1", JUNE, "agents_listed", "1"),
        ("2019-S1", JUNE, "agents_slowing", "1/3"),
        ("2019-S1", JUNE, "agents_dormant_retained", "1/3-1"),
        ("2019-S1", JUNE, "roster_agreement", "1/3-1-6"),
        ("2019-S1", JUNE, "retained_until", "2/3-1"),
        ("2019-S2", date(2019, 7, 1), "agents_dormant_retained", "1/4-0"),
        ("2019-S2", JUNE, "agents_dormant_retained", "1/4-0"),  # nothing complete: the rule of the last day
        ("2013-S1", date(2013, 6, 1), "agents_dormant_retained", "1/-"),  # before the first rule
        ("2013-S1", date(2013, 6, 1), "acquired", "2"),
    ],
)
def test_the_version_in_force(conn: sa.Connection, period: str, complete: date, metric: str, version: str) -> None:
    put(conn, World(rules=CHANGED))
    assert definition(conn, scope_of(period, complete), metric) == version


def test_the_incentive_is_told_with_its_schemes(conn: sa.Connection) -> None:
    put(conn, World())
    scope = scope_of("2022-S1", date(2022, 6, 1))
    assert definition(conn, scope, "incentive") == "2/-"
    shares = {"bonus_from": 1, "bonus_flat": 0, "bonus_two": 0, "bonus_three": 0, "first_share": 1, "later_share": 1}
    own = shares | {"branch_code": BRANCH, "agent_part": 1, "office_part": 1, "source": "uji"}
    days = [date(2014, 1, 1), date(2018, 1, 1), date(2022, 5, 1), date(2023, 1, 1)]
    conn.execute(s.schemes.insert(), [own | {"valid_from": day} for day in days])
    assert definition(conn, scope, "incentive") == "2/20180101+20220501"
    assert definition(conn, scope_of("2019-S1", JUNE), "incentive") == "2/20180101"


def test_every_ruled_metric_is_one_of_the_catalogue_and_fits_its_column(conn: sa.Connection) -> None:
    put(conn, World())
    assert set(RULED) <= set(catalogue())
    longest = s.reference_figures.c.definition.type.length
    assert all(len(definition(conn, scope_of("2019-S1", JUNE), name)) <= longest for name in catalogue())


def test_an_unknown_metric_has_no_definition(conn: sa.Connection) -> None:
    put(conn, World())
    with pytest.raises(KeyError):
        definition(conn, scope_of("2019-S1", JUNE), "happiness")
