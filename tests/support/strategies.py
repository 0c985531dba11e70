"""Random small branches: dates near month ends, gaps, prepayment, late payment, agents without participants."""

from datetime import date, timedelta

from hypothesis import strategies as st

from queries.periods import month_end, shift
from tests.support.worlds import Agent, Participant, Payment, World

FIRST = date(2018, 7, 1)
MONTHS = 14
PLACES = ("33.25", "33.26", "33.75")
SECTORS = ("Nelayan", "Gojek", "-")
_REASONS = ("died", "other")


def _days_of(month: date) -> list[date]:
    return [month, month_end(month), month + timedelta(days=14)]


# Each part stands here once: made within a draw, it is checked anew for every row, which takes five times as long.
readings = st.sampled_from(["runs", "came_in", "alone"])
months = st.sampled_from([shift(FIRST, n) for n in range(MONTHS)])
days = st.sampled_from([day for n in range(MONTHS) for day in _days_of(shift(FIRST, n))])
"""The first or the last day of a month, or the 15th."""

_OFFICES = ("K1", "K2", "K3")
_places, _offices, _sectors = (st.sampled_from(every) for every in (PLACES, _OFFICES, SECTORS))
_now_and_then = st.sampled_from([0, 0, 1, 2])
_paid = st.lists(
    st.tuples(days, st.integers(-3, 4), st.sampled_from([1, 1, 1, 3, 6, 12]), st.integers(1, 9)), max_size=4
)
_left_after = st.none() | st.none() | st.integers(0, 300)
_back_after, _ended_after = st.none() | st.integers(1, 200), st.none() | st.integers(0, 100)
_niks, _ends, _reasons = (st.sampled_from(every) for every in (["", "", "a", "b"], [None, None, 0, 200], _REASONS))


_PAYERS = (None, "Mandiri", "CSR Contoh")


def _payments(participant: int, paid: list[tuple]) -> list[Payment]:
    """Payments of one participant: on time, late, and ahead, each key once."""
    by_key = {
        (shift(day, ahead), day): Payment(
            participant, shift(day, ahead), day, span, amount * 8_400, _PAYERS[amount % 3]
        )
        for day, ahead, span, amount in paid
    }
    return list(by_key.values())


def _moved(draw: st.DrawFn, places: st.SearchStrategy[str]) -> tuple[tuple[date, str], ...]:
    """Now and then one move or two, on different days."""
    return tuple(sorted({draw(days): draw(places) for _ in range(draw(_now_and_then))}.items()))


def _agent(draw: st.DrawFn, code: str) -> Agent:
    """An agent who may leave, and may come back and leave again."""
    registered, after = draw(days), draw(_left_after)
    left = None if after is None else registered + timedelta(days=after)
    office, moves, back = draw(_offices), _moved(draw, _offices), ()
    if left and (away := draw(_back_after)):
        since, ended = left + timedelta(days=away), draw(_ended_after)
        back = ((since, None if ended is None else since + timedelta(days=ended)),)
    return Agent(code, office, registered, left, moves, back)


def _participant(draw: st.DrawFn, number: int, agent: str) -> Participant:
    """A participant whose membership may have ended, and whose person may have another."""
    nik, day, after = draw(_niks), draw(days), draw(_ends)
    ended = None if after is None else day + timedelta(days=after)
    return Participant(number, agent, day, draw(_sectors), None, nik, ended, ended and draw(_reasons))


@st.composite
def worlds(draw: st.DrawFn, agents: int = 4, people: int = 8) -> World:
    """A branch of up to `agents` agents and `people` participants over fourteen months."""
    offices = {code: draw(_places) for code in _OFFICES}
    roster = [_agent(draw, f"A{n}") for n in range(draw(st.integers(0, agents)))]
    relocated = [(code, *move) for code in offices for move in _moved(draw, _places)]
    world = World(offices=offices, agents=roster, relocated=relocated)
    if roster:
        codes = st.sampled_from([one.code for one in roster])
        for n in range(draw(st.integers(0, people))):
            world.participants.append(_participant(draw, n, draw(codes)))
            world.payments.extend(_payments(n, draw(_paid)))
            for since in {draw(days) for _ in range(draw(_now_and_then))}:
                world.takeovers.append((n, since, draw(codes)))
    return world


def out_of_step(complete: date) -> st.SearchStrategy[frozenset[tuple[str, date]]]:
    """Kind and month of those that one kind alone is whole in, after the last one whole in both; mostly none."""
    ahead = st.lists(st.integers(1, 6), max_size=4, unique=True)
    alone = st.tuples(st.sampled_from(("participants", "contributions")), ahead)
    months = alone.map(lambda drawn: frozenset((drawn[0], shift(complete, n)) for n in drawn[1]))
    return st.just(frozenset()) | months
