"""Random small branches: dates near month ends, gaps, prepayment, late payment, agents without participants."""

from datetime import date, timedelta

from hypothesis import strategies as st

from queries.periods import month_end, shift
from tests.support.worlds import Agent, Participant, Payment, World

FIRST = date(2018, 7, 1)
MONTHS = 14
PLACES = ("33.25", "33.26", "33.75")
SECTORS = ("Nelayan", "Gojek", "-")

readings = st.sampled_from(["runs", "came_in", "alone"])
months = st.integers(0, MONTHS - 1).map(lambda n: shift(FIRST, n))


@st.composite
def days(draw: st.DrawFn) -> date:
    """A day, most often the first or the last of its month."""
    month = draw(months)
    return draw(st.sampled_from([month, month_end(month), month + timedelta(days=14)]))


@st.composite
def payments(draw: st.DrawFn, participant: Participant) -> list[Payment]:
    """Payments of one participant: on time, late, and ahead, each key once."""
    drawn = draw(
        st.lists(
            st.tuples(days(), st.integers(-3, 4), st.sampled_from([1, 1, 1, 3, 6, 12]), st.integers(1, 9)), max_size=4
        )
    )
    made = {
        (shift(paid, ahead), paid): Payment(participant.id, shift(paid, ahead), paid, span, amount * 8_400)
        for paid, ahead, span, amount in drawn
    }
    return list(made.values())


@st.composite
def moved(draw: st.DrawFn, places: st.SearchStrategy[str]) -> tuple[tuple[date, str], ...]:
    """Now and then one move or two, on different days."""
    count = draw(st.sampled_from([0, 0, 1, 2]))
    return tuple(sorted({draw(days()): draw(places) for _ in range(count)}.items()))


@st.composite
def back(draw: st.DrawFn, left: date | None) -> tuple[tuple[date, date | None], ...]:
    """The service of one who was deactivated and is back, of which some end, too."""
    if left is None or draw(st.booleans()):
        return ()
    since = left + timedelta(days=draw(st.integers(1, 200)))
    return ((since, draw(st.none() | st.integers(0, 100).map(lambda d: since + timedelta(days=d)))),)


@st.composite
def worlds(draw: st.DrawFn, agents: int = 4, people: int = 8) -> World:
    """A branch of up to `agents` agents and `people` participants over fourteen months."""
    offices = {f"K{n}": draw(st.sampled_from(PLACES)) for n in range(1, 4)}
    roster = []
    for n in range(draw(st.integers(0, agents))):
        registered = draw(days())
        left = draw(st.none() | st.none() | st.integers(0, 300).map(lambda d, r=registered: r + timedelta(days=d)))
        office, moves = draw(st.sampled_from(sorted(offices))), draw(moved(st.sampled_from(sorted(offices))))
        roster.append(Agent(f"A{n}", office, registered, left, moves, draw(back(left))))
    relocated = [(code, *move) for code in offices for move in draw(moved(st.sampled_from(PLACES)))]
    world = World(offices=offices, agents=roster, relocated=relocated)
    if roster:
        for n in range(draw(st.integers(0, people))):
            agent = draw(st.sampled_from(roster))
            nik = draw(st.sampled_from(["", "", "a", "b"]))
            day = draw(days())
            ended = draw(st.sampled_from([None, None, day, day + timedelta(days=200)]))
            reason = ended and draw(st.sampled_from(["died", "other"]))
            person = Participant(n, agent.code, day, draw(st.sampled_from(SECTORS)), None, nik, ended, reason)
            world.participants.append(person)
            world.payments.extend(draw(payments(person)))
            for since in {draw(days()) for _ in range(draw(st.sampled_from([0, 0, 1, 2])))}:
                world.takeovers.append((n, since, draw(st.sampled_from(roster)).code))
    return world
