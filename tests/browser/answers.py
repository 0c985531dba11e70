"""What is to stand on the page for each question of a branch head: the numbers of `known.py` in a language's words."""

import re
from collections.abc import Callable, Iterable
from fractions import Fraction

from playwright.sync_api import Locator, expect

from dashboard.language.words import Words
from queries.metrics import catalogue
from queries.periods import Period
from tests.browser.known import JANUARY, JUNE, Known, deadline
from tests.browser.reader import Asker
from tests.support.demonstration import NAMES
from tests.support.oracle import first_day, last_day

Check = Callable[[Asker], None]


def reads(where: Callable[[Asker], Locator], text: str | list) -> Check:
    return lambda asker: expect(where(asker)).to_have_text(text)


def says(selector: str, text: str) -> Check:
    return lambda asker: expect(asker.page.locator(selector).filter(has_text=text).first).to_be_visible()


def number(metric: str, text: str) -> Check:
    return lambda asker: expect(asker.number(metric, asker.words.language)).to_have_text(text)


def row(table: str, at: int, *cells: object) -> Check:
    """Every cell of a row in sight; of a name its agent's, whose address stands before it."""
    wanted = [cell if isinstance(cell, re.Pattern) else str(cell) for cell in cells]
    return lambda asker: expect(asker.table(table).nth(at).locator("td")).to_have_text(wanted)


def marks(figure: str, layer: str, texts: list) -> Check:
    return reads(lambda asker: asker.figure(figure).locator(f".{layer}_marks text"), texts)


PARAGRAPH = "[data-testid=stMain] [data-testid=stMarkdownContainer]"
MOVED = "[class*=st-key-published-] li"
ANY = re.compile(".*")


def named(name: str) -> re.Pattern:
    return re.compile(rf"#{re.escape(name)}$")


def how_many_and_is_it_good(known: Known, words: Words) -> Iterable[Check]:
    now, target = known.now.acquired(), known.target("akuisisi")
    earlier = known.now.acquired(JANUARY - 12, JANUARY - 7)
    missing = {"target": words.number(target), "missing": words.number(target - now)}
    yield number("acquired", words.number(now))
    yield says(".st-key-numbers p", words("kpis.target_missed", **missing))
    yield says(".st-key-numbers", words.percent_short(Fraction(now, target)))
    a_year_before = {"value": words.number(earlier), "change": words.change(now, earlier)}
    a_year_before["when"] = words.period(Period.parse("2018-S1"))
    yield says(".st-key-numbers p", words("kpis.year_before", **a_year_before))


def how_much_beside_what_was_published(known: Known, words: Words) -> Iterable[Check]:
    now, then, again = known.now.received(), known.then.received(), len(known.rows["iuran-koreksi"])
    both = {"then": words.rupiah(then), "now": words.rupiah(now)}
    yield says(MOVED, words("published.then_now", version="1", **both))
    rows = words.count("contribution", again)
    amount = words("published.money", amount=words.rupiah(now - then), rows=rows)
    moved = words("published.step.up", amount=amount)
    yield says(MOVED, words("published.part.corrected", moved=moved))


def who_is_due_and_by_when(known: Known, words: Words) -> Iterable[Check]:
    due = [code for code, status in known.now.statuses().items() if status == "due_for_removal"]
    reached = [(code, one) for code, one in known.changes if one.stage == "reached"]
    assert [code for code, _ in reached] == due
    yield says(".st-key-numbers", words("watch.countdown.into", due=words.number(len(due)), dormant=words.number(0)))
    for at, (code, one) in enumerate(reached):
        status = words.capital(words.status("due_for_removal"))
        late = re.compile(re.escape(words.day(deadline(one))))
        yield row("countdown", at, one.day, code, named(known.names[code]), "–", status, late, "", ANY)


def whom_to_call_and_for_what(known: Known, words: Words) -> Iterable[Check]:
    for at, (code, one) in enumerate(known.changes[:5]):
        when = "late" if one.stage == "reached" else "until"
        until = words(f"watch.act.{when}", day=words.day(deadline(one)))
        if one.act == "payment":
            act = words("watch.act.payment", participant=known.payer(code), until=until)
        else:
            act = words("watch.act.acquisition", until=until)
        yield row("countdown", at, one.day, code, named(known.names[code]), ANY, ANY, act, "", ANY)


def who_is_dormant_and_why(known: Known, words: Words) -> Iterable[Check]:
    agents = {one.code: one for one in known.now.listed()}
    dormant = [code for code, status in known.now.statuses().items() if status == "dormant_retained"]
    yield lambda asker: expect(asker.page.locator("[class*=st-key-dormant-]")).to_have_count(len(dormant))
    for code in dormant:
        agent = agents[code]
        idle, last = known.now.zero_months(agent), known.now.last_running_month(agent)
        people = words.count("participant", known.now.running_people(agent))
        said = [words.count("month", idle), words("reasons.running", people=people)]
        said += [words("reasons.until", month=words.month(last))]
        said += [words("reasons.falls", day=words.day(known.due_on(code)))]
        for part in said:
            yield says(f".st-key-dormant-{code} p", part)


def which_place_did_best(known: Known, words: Words) -> Iterable[Check]:
    places, offices = known.acquired_by("wilayah"), known.acquired_by("offices")
    yield marks("acquired_by_wilayah", "layer_3", [words.number(people) for people, _ in places])
    kinds = [NAMES[code].split(" ", 1) for _, code in places]
    yield marks("acquired_by_wilayah", "layer_4", [words.wilayah(name, kind.lower()) for kind, name in kinds])
    yield marks("acquired_by_office", "layer_3", [words.number(people) for people, _ in offices])
    (most, first), total = offices[0], known.now.acquired()
    best = {"label": known.offices[first], "most": words.number(most), "people": words.count("participant", total)}
    share = words.percent_short(Fraction(most, total))
    yield says(".st-key-figure-acquired_by_office h3", words("figures.acquired_by_office.title", share=share, **best))


def how_many_are_active_and_of_how_many(known: Known, words: Words) -> Iterable[Check]:
    parts = ("opening", "new", "returned", "moved_in", "stopped", "ended", "moved_out", "closing", "closing_amount")
    for at, (month, of_month) in enumerate(known.bridges):
        yield row("insured", at, first_day(month), *(of_month["", part] for part in parts))
    active, workers = known.bridges[-1][1]["", "closing"], known.denominator
    said = {"people": words.count("participant", active), "share": words.percent_short(Fraction(active, workers))}
    yield number("participants_active", words.number(active))
    said |= {"denominator": words.number(workers), "name": known.rows["penyebut"][0]["Penyebut"], "year": "2019"}
    yield says(".st-key-figure-coverage h3", words("coverage.sentence", **said).removesuffix("."))


def who_stopped_last_month(known: Known, words: Words) -> Iterable[Check]:
    last = [one for one in known.stopped if one[1].months_past == 1]
    values = [len(known.stopped), len(last), sum(at.payments == 1 for _, at in known.stopped)]
    for n, people in enumerate(values):
        yield reads(
            lambda asker, n=n: asker.page.locator(".st-key-numbers-stopped [data-testid=stMetricValue]").nth(n),
            words.number(people),
        )
    for n, (person, at) in enumerate(last[:5]):
        yield row(
            "stopped",
            n,
            1,
            known.offices[at.office],
            at.agent,
            named(known.names[at.agent]),
            known.last4(person.id),
            words.sector(person.sector),
            person.registered_on,
            first_day(JUNE - 1),
            words("stopped.again" if at.gap else "stopped.first_time"),
            words("stopped.once") if at.payments == 1 else "",
        )


def what_moved_since_last_month(known: Known, words: Words) -> Iterable[Check]:
    asked, moved = known.moved
    more = sum(people > usual for _, _, people, usual in moved)
    counts = {"moved": len(moved), "n": asked, "more": more, "less": len(moved) - more}
    said = {name: words.number(n) for name, n in counts.items()}
    yield says(PARAGRAPH, words("moved.some", month=words.month(first_day(JUNE)), **said))
    for at, (level, code, people, usual) in enumerate(moved):
        agent = level == "agent"
        name = named(known.names[code]) if agent else ""
        way = words(f"moved.way.{'more' if people > usual else 'less'}")
        office = "" if agent else known.offices[code]
        per_month = repr(float(usual)).removesuffix(".0")
        yield row("moved_since", at, words(f"moved.level.{level}"), code, name, office, way, people, per_month)


def which_months_are_not_whole(known: Known, words: Words) -> Iterable[Check]:
    missing = words("completeness.state.missing")
    yield says(PARAGRAPH, words("completeness.grid.as_of", month=words.month(first_day(JUNE))))
    for at, month in enumerate((JUNE + 3, JUNE + 2, JUNE + 1)):
        yield row("months", at, words.month(first_day(month)), missing, "", missing, "", "")
    people = known.now.acquired(JUNE, JUNE)
    paid = [one for one in known.world.payments if first_day(JUNE) <= one.paid_on <= last_day(JUNE)]
    loaded = words("completeness.state.loaded", load="1")
    counts = (loaded, people, loaded, len(paid), sum(one.amount for one in paid))
    yield row("months", 3, words.month(first_day(JUNE)), *counts)


def what_one_more_brings(known: Known, words: Words) -> Iterable[Check]:
    code, people, one_more, at_threshold = known.nearest
    agent = named(known.names[code])
    yield row("next_worth", 0, code, agent, ANY, people, 50, 50 - people, one_more, at_threshold, ANY, ANY, ANY)


def who_took_over_whom(known: Known, words: Words) -> Iterable[Check]:
    participant, day, taker = known.world.takeovers[0]
    taken = [one for one in known.world.takeovers if one[2] == taker]
    people = words.count("participant", len(taken))
    yield says(".st-key-verdict p", words("agent.clause.taken", people=people, day=words.day(day)))
    giver = known.world.participant(participant).agent
    yield row("evidence", 0, known.last4(participant), day, giver, taker)


def what_was_known_then(known: Known, words: Words) -> Iterable[Check]:
    yield number("received", words.rupiah_short(known.then.received()))
    yield number("acquired", words.number(known.then.acquired()))
    reached = Fraction(known.then.received(), known.target("penerimaan"))
    assert reached != Fraction(known.now.received(), known.target("penerimaan"))


def what_the_last_load_changed(known: Known, words: Words) -> Iterable[Check]:
    parts = (("received", None), ("received_from_new", True), ("received_from_earlier", False))
    for at, (metric, new) in enumerate(parts):
        sums = [words.rupiah(one.received(new=new)) for one in (known.then, known.now)]
        yield row("changed_numbers", at, catalogue()[metric].label[words.language], *sums)
    target = known.target("penerimaan")
    shares = [words.percent(Fraction(one.received(), target)) for one in (known.then, known.now)]
    yield row("changed_numbers", 3, ANY, *shares)


def where_a_number_comes_from(known: Known, words: Words) -> Iterable[Check]:
    people = known.now.acquired()
    said = words("trace.proof.count", rows=words.count("row", people), number=words.number(people))
    yield says(PARAGRAPH, f"{said} {words('trace.proof.equal')}")
