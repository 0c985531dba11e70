"""The press release: laid out as domain.md says, its figures those of the queries, each sentence of one subject."""

import re
from dataclasses import replace
from datetime import date, datetime

import pytest
import sqlalchemy as sa

from dashboard.briefing.answers import gather
from dashboard.briefing.release.release import Release, release
from dashboard.language.words import words_in
from dashboard.view.address import Choice
from dashboard.view.view import View
from queries import branches
from queries.access import Role
from queries.figures import figures
from queries.periods import JAKARTA, Period
from queries.press.protected import NotForPress
from queries.rules import Reading, Rule
from tests.support.drawn_release import AREAS, FIGURES, NAMES, ON, TARGETS, World, drawn, refusals
from tests.support.viewers import viewer as viewer_of
from tests.support.worlds import BRANCH, Agent, Participant, Payment, put
from tests.support.worlds import World as Branch

KINDS = ["letterhead", "number", "release", "title", "lead", "figures", "figures", "figures", "quotation", "context"]
KINDS += ["about", "contact", "note"]


def text_of(of: Release, *kinds: str) -> str:
    return "\n".join(one.text for one in of.paragraphs if not kinds or one.kind in kinds)


@pytest.mark.parametrize("language", ["id", "en"])
def test_it_is_laid_out_as_a_government_press_release(language: str) -> None:
    assert [one.kind for one in drawn(language).paragraphs] == KINDS


def test_the_lead_says_who_what_when_where_and_why() -> None:
    lead = text_of(drawn(), "lead")
    assert lead.startswith("Pekalongan, 25 Juli 2019 – Agen Perisai BPJS Ketenagakerjaan Kantor Cabang Pekalongan ")
    assert "menjaring 1.313 peserta kategori bukan penerima upah (BPU)" in lead
    assert "di wilayah kerjanya, yaitu Kabupaten Batang, Kabupaten Pekalongan, Kabupaten Pemalang, dan Kota" in lead
    assert "perlindungan" in lead


def test_the_figures_in_the_words_of_the_press() -> None:
    text = text_of(drawn(), "figures")
    for said in (
        "setara 109,4 persen dari target semester I 2019 sebanyak 1.200 peserta",
        "turun 16,5 persen dibandingkan semester II 2018, yang mencatat 1.572 peserta",
        "penerimaan iuran dari peserta baru dan peserta sebelumnya mencapai Rp113,7 juta",
        "Rp91,8 juta dibayar peserta yang baru terdaftar pada periode tersebut dan Rp21,9 juta dibayar peserta",
        "setara 106,1 persen dari target semester I 2019 sebesar Rp107,2 juta",
        "sesuai dengan yang telah diberitakan, yaitu sekitar Rp114 juta (ANTARA, Juli 2019)",
        "Kabupaten Pekalongan (423 peserta), Kabupaten Batang (378 peserta)",
        "terdaftar 32 agen Perisai yang bernaung di sepuluh kantor mitra",
        "tiga bulan berturut-turut tidak ada peserta baru dan tidak ada iuran yang berjalan",
    ):
        assert said in text


FEW = {**FIGURES, "offices": 12, "agents_listed": 20, "agents_active": 21}


@pytest.mark.parametrize(
    ("changes", "says", "never"),
    [
        ({}, "305 peserta Gojek, 298 peserta nelayan, dan 96 peserta pengurus RT/RW.", "pedagang ("),
        ({"sector_people": {"Pedagang": 9, "Becak": 8, "Lainnya": 500, "-": 5}}, "9 peserta pedagang dan 8", "500"),
        ({"sector_people": {"Gojek": None, "-": 5}}, "sesuai", "sektornya"),
        ({"wilayah": ("33.25",)}, "menjaring 1.313 peserta kategori bukan", "wilayah kerjanya"),
        ({"figures": FEW}, "terdaftar dua puluh agen Perisai yang bernaung di dua belas kantor", "lima agen aktif"),
        ({"figures": FEW}, "Di antaranya 21 agen aktif", "dua puluh satu"),
        ({}, "Menurut pembacaan Kantor Cabang atas ketentuannya, agen dikeluarkan", "Sesuai ketentuan"),
        ({}, "Menurut pembacaan Kantor Cabang atas periodenya, angka penerimaan iuran itu sesuai", "mengakuisisi"),
        ({"period": "2019", "last_complete": date(2019, 12, 1)}, "dari target tahun 2019 sebanyak", "target semester"),
        ({}, "paling sedikit Rp16.800 sebulan", "Rp168 "),
        ({}, "Tentang BPJS Ketenagakerjaan: badan hukum publik", "Kota Pekalongan pada"),
    ],
)
def test_it_says_what_an_editor_looks_for_in_the_words_of_the_press(changes: dict, says: str, never: str) -> None:
    text = text_of(drawn(**changes))
    assert says in text
    assert never not in text


@pytest.mark.parametrize(("day", "amount"), [(ON, "Rp16.800"), (date(2020, 9, 1), "Rp168"), (date(2013, 1, 1), "")])
def test_the_least_contribution_is_that_of_the_releases_day(day: date, amount: str) -> None:
    said = re.findall(r"paling sedikit (\S+) sebulan", text_of(World().release(on=day), "context"))
    assert said == ([amount] if amount else [])


@pytest.mark.parametrize(
    ("embargo", "language", "line"),
    [
        (None, "id", "Untuk disiarkan segera"),
        (datetime(2019, 7, 26, 2, tzinfo=JAKARTA), "id", "EMBARGO sampai 26 Juli 2019 pukul 02.00 WIB"),
        (datetime.fromisoformat("2019-07-25T19:30+00:00"), "id", "EMBARGO sampai 26 Juli 2019 pukul 02.30 WIB"),
        (None, "en", "For immediate release"),
    ],
)
def test_when_it_may_be_published(embargo, language: str, line: str) -> None:
    drafted = World(language=language, press=True).release(embargo)
    assert text_of(drafted, "release").startswith(line)
    inside = text_of(World(language=language).release(embargo), "release")
    assert inside == words_in(language)("release.internal")


def test_what_somebody_has_to_fill_in_stands_in_brackets() -> None:
    drafted = World().release(on=None)
    fields = re.findall(r"\[.*?\]", text_of(drafted))
    expected = ["[nomor siaran pers]", "[tanggal]", "[kutipan Kepala Cabang]", "[nama]"]
    assert fields == [*expected, "[nama narahubung]", "[telepon]", "[surel]"]


@pytest.mark.parametrize(
    ("changes", "says", "never"),
    [
        ({"targets": {}}, "", "target"),
        ({"published": ()}, "", "diberitakan"),
        ({"published": (("received", 113_700_000, 100_000, True),)}, "", "diberitakan"),
        (
            {"published": (("received", 113_700_000, 100_000, True), ("received", 114_000_000, 1_000_000))},
            "sesuai dengan yang telah diberitakan, yaitu sekitar Rp114 juta",
            "diberitakan, yaitu Rp113,7 juta",
        ),
        (
            {"published": (("received", 115_000_000, 1_000_000),)},
            "berbeda dari yang telah diberitakan",
            "sesuai dengan",
        ),
        ({"demo": True}, "DATA DEMONSTRASI", "Rp0"),
        ({"last_complete": date(2019, 5, 1)}, "semester I 2019 (sampai 31 Mei 2019)", "30 Juni"),
        ({"last_complete": date(2018, 12, 1)}, "belum menutup satu bulan pun", "1.313"),
        ({"wilayah": ("33.25",)}, "di Kabupaten Batang pada semester I 2019", "Kota Pekalongan"),
        ({"wilayah": ("33.25",)}, "Agen Perisai Pekalongan di Kabupaten Batang Jaring", "tersebar"),
        ({"sectors": ("Nelayan",)}, "untuk sektor Nelayan", "terdaftar 32 agen"),
        ({"offices": ("KP01",)}, "di Kantor Perisai 1", "tersebar"),
        ({"period": "2019"}, "pada tahun 2019 (sampai 30 Juni 2019)", "semester II"),
        ({"period": "2019-02..2019-04"}, "pada Februari–April 2019", "semester I"),
        (
            {"rule": Rule(4, 6, Reading.CAME_IN)},
            "empat bulan berturut-turut tidak ada peserta baru dan tidak ada iuran yang masuk.",
            "tidak ada iuran yang berjalan",
        ),
        (
            {"rule": Rule(4, 6, Reading.ALONE)},
            "empat bulan berturut-turut tidak ada peserta baru.",
            "tidak ada iuran yang berjalan",
        ),
        ({"figures": {**FIGURES, "acquired": 0}, "areas": dict.fromkeys(AREAS, 0)}, "belum menjaring", "menjaring 0"),
        (
            {"figures": {**FIGURES, "received": 0, "received_from_new": 0, "received_from_earlier": 0}},
            "belum ada iuran",
            "Rp0",
        ),
        (
            {"figures": {**FIGURES, "received_from_new": 0, "received_from_earlier": FIGURES["received"]}},
            "Seluruhnya dibayar peserta yang terdaftar sebelumnya",
            "Rp0",
        ),
        ({"figures": {**FIGURES, "agents_dormant_retained": 0}}, "22 agen aktif", "tetap terdaftar"),
        ({"figures": {**FIGURES, "agents_listed": 0}}, "1.313", "Per 30 Juni"),
        ({"before": {**FIGURES}}, "Perolehan peserta sama dengan semester II 2018", "naik"),
    ],
)
def test_what_it_says_of_other_views(changes: dict, says: str, never: str) -> None:
    text = text_of(drawn(**changes), "release", "title", "lead", "figures", "note")
    assert says in text
    assert never not in text
    assert "None" not in text


def test_the_money_of_one_place_is_said_to_be_of_it() -> None:
    text = text_of(drawn(wilayah=("33.25",)), "figures")
    assert "Pada semester I 2019 di Kabupaten Batang, penerimaan iuran" in text
    assert "Pada semester I 2019, penerimaan iuran" in text_of(drawn(), "figures")


def test_a_headline_of_a_year_that_still_runs_says_until_when() -> None:
    assert "(sampai 30 Juni 2019)" in text_of(drawn(period="2019"), "title")
    assert "sampai" not in text_of(drawn(), "title")


@pytest.mark.parametrize("withheld", [*FIGURES, "areas", "before"])
def test_a_withheld_figure_is_not_spoken_of(withheld: str) -> None:
    changes = {
        "areas": {"areas": {**AREAS, "33.25": None, "33.75": None}},
        "before": {"before": dict.fromkeys(("acquired", "received"))},
    }.get(withheld, {"figures": {**FIGURES, withheld: None}})
    drafted = drawn(press=True, **changes)
    text = text_of(drafted)
    assert "None" not in text
    assert not {"378 peserta", "250 peserta"} & set(re.findall(r"\d+ peserta", text)) or withheld != "areas"
    if withheld in FIGURES:
        now = Period.parse("2019-S1")
        assert (withheld, now, "") not in {(one.metric, one.period, one.places) for one in drafted.known}
    assert not refusals(drafted)


def test_english_words_of_the_press() -> None:
    text = text_of(drawn("en"), "lead", "figures")
    for said in ("1,313 participants", "106.1 per cent", "about Rp114 million", "Rp113.7 million", "Rp91.8 million"):
        assert said in text


BRANCH_OF_FEW = Branch(
    offices={"K1": "33.25", "K2": "33.75"},
    agents=[Agent("A1", "K1", date(2018, 1, 10)), Agent("A2", "K2", date(2018, 1, 10))],
    participants=[Participant(n, f"A{1 + n % 2}", date(2019, 1 + n % 6, 3)) for n in range(40)]
    + [Participant(100, "A1", date(2018, 9, 1))],
    payments=[Payment(n, date(2019, 6, 1), date(2019, 6, 3), 1, 16_800) for n in range(20)]
    + [Payment(100, date(2019, 6, 1), date(2019, 6, 3), 12, 201_600)],
)


@pytest.fixture
def view(sqlite_engine: sa.Engine) -> View:
    with sqlite_engine.begin() as conn:
        put(conn, BRANCH_OF_FEW)
        holding = branches.holding(conn, BRANCH)
    viewer = viewer_of(branch=BRANCH)
    scope = viewer.scope(Period.parse("2019-S1"), holding.last_complete)
    return View(words_in("id"), viewer, holding, scope, Choice(), url=str(sqlite_engine.url))


def test_of_a_database_the_claims_are_the_figures(view: View, sqlite_engine: sa.Engine) -> None:
    drafted = release(gather(view), ON)
    with sqlite_engine.connect() as conn:
        now = figures(conn, view.scope)
    claimed = {one.metric: one.exact for one in drafted.claims if one.period == view.scope.period and not one.places}
    assert claimed.items() >= {name: now[name] for name in ("acquired", "received", "agents_listed", "offices")}.items()
    assert now["acquired"] == 40
    assert drafted.names == {"Agen A1", "Agen A2"}
    assert not refusals(drafted)


def test_of_a_database_the_press_is_told_no_few(view: View) -> None:
    """Two agents: their number is withheld, and no sentence tells it."""
    drafted = release(gather(view.for_press()), ON)
    assert drafted.press
    assert "agents_listed" not in {one.metric for one in drafted.known}
    assert not refusals(drafted)


def test_the_role_press_gets_no_names_to_try(view: View) -> None:
    """Not even to look for them in a text: who may know them checks against the list, the press against none."""
    assert gather(view.for_press()).agents
    officer = replace(view, viewer=viewer_of(Role.PRESS, branch=BRANCH), press=True)
    assert gather(officer).agents == frozenset()


def test_the_press_is_told_of_no_sector(view: View) -> None:
    scope = view.viewer.scope(view.scope.period, view.scope.last_complete, sectors=["Nelayan"])
    with pytest.raises(NotForPress):
        gather(replace(view, scope=scope).for_press())


def test_a_release_can_be_remembered_and_hides_the_names() -> None:
    drafted = drawn()
    assert hash(drafted) == hash(drawn())
    assert drafted.names == set(NAMES.values())
    assert not any(name in repr(drafted) for name in NAMES.values())
    assert TARGETS["received"] in {one.exact for one in drafted.known}
