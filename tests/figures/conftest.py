"""Views of small branches drawn as tables, in a database of the test's own."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

import pytest
import sqlalchemy as sa

from dashboard.language.words import words_in
from dashboard.view import cache
from dashboard.view.address import Choice
from dashboard.view.view import View
from queries.db import schema as s
from queries.db.engine import writing
from queries.periods import Period, shift
from tests.support.viewers import viewer as viewer_of
from tests.support.worlds import BRANCH, Agent, Participant, Payment, World, put


@dataclass(frozen=True)
class Drawn:
    """A branch of one agent. `months`: month (2019-03) to people acquired and rupiah received in it.

    `targets`: of a semester's first month: measure and value. `published`: value and day, of 2019-S1. Beside them one
    denominator, of 700. `ends`: the last day of the fund that is the `payer`, stated where it is given.
    """

    months: dict[str, tuple[int, int]]
    targets: tuple[tuple[str, str, int], ...] = ()
    published: tuple[tuple[int, date], ...] = ()
    payer: str = "Mandiri"
    ends: date | None = None

    def world(self) -> World:
        world = World(agents=[Agent("A1", "K1", date(2017, 1, 5))])
        for month, (people, rupiah) in self.months.items():
            day = date.fromisoformat(f"{month}-10")
            for _ in range(people):
                world.participants.append(Participant(len(world.participants) + 1, "A1", day))
            if rupiah:
                world.payments.append(Payment(1, day.replace(day=1), day, amount=rupiah, payer=self.payer))
        return world


Looked = Callable[..., View]


@pytest.fixture
def looked(sqlite_engine: sa.Engine) -> Iterator[Looked]:
    """A view of a drawn branch: `looked(drawn, "2019-S1")`; its last month with data is the last complete one."""
    url = str(sqlite_engine.url)

    def look(drawn: Drawn, period: str, language: str = "id") -> View:
        with writing(sqlite_engine) as conn:
            put(conn, drawn.world())
            for number, (semester, measure, value) in enumerate(drawn.targets, 1):
                first = date.fromisoformat(f"{semester}-01")
                row = {"first_month": first, "last_month": shift(first, 5), "measure": measure, "value": value}
                conn.execute(s.targets.insert(), {"branch_code": BRANCH, "id": number, "import_id": 1, **row})
            counted = {"name": "BPU", "year": 2018, "value": 700, "source": "BPS", "definition": "bekerja"}
            conn.execute(s.denominators.insert(), {"branch_code": BRANCH, "id": 1, "import_id": 1, **counted})
            if drawn.ends:
                fund = {"name": drawn.payer, "since": date(2019, 1, 1), "until": drawn.ends}
                conn.execute(s.funds.insert(), {"branch_code": BRANCH, "id": 1, "import_id": 1, **fund})
            for number, (value, day) in enumerate(drawn.published, 1):
                conn.execute(s.reference_figures.insert(), _published(number, value, day))
        holding = cache.holding(url, BRANCH)
        viewer = viewer_of(branch=BRANCH)
        scope = viewer.scope(Period.parse(period), holding.last_complete)
        return View(words_in(language), viewer, holding, scope, Choice(), url=url)

    yield look
    cache.engine(url).dispose()


def _published(number: int, value: int, day: date) -> dict:
    row = {"branch_code": BRANCH, "id": number, "metric": "received", "value": value, "rounding": 1_000_000}
    row |= {"first_month": date(2019, 1, 1), "last_month": date(2019, 6, 1), "places": ""}
    return row | {"wording": f"sekitar {value}", "source": f"Radar, {day}", "published_on": day}
