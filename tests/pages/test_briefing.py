"""The briefing page: what may leave, the press release's linter, the documents, and marking them as issued."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.briefing import build
from dashboard.figures import registry
from dashboard.language.words import words_in
from dashboard.sections import figures
from dashboard.shell.routes import BRIEFING, OVERVIEW, TRACE
from dashboard.view import cache
from dashboard.view.edition import OPEN, leaving
from queries.db.engine import writing
from queries.periods import Period
from queries.published.drafts import Draft
from seed.writes.drafts import save
from tests.briefing.test_build import read
from tests.pages import reading
from tests.pages.conftest import Opened
from tests.pages.test_watch import view_of

ID = words_in("id")


def paragraphs(app: AppTest) -> dict[str, list]:
    """The text areas of the press release by their kind."""
    areas: dict[str, list] = {}
    for area in app.text_area:
        areas.setdefault(area.label, []).append(area)
    return areas


def button(app: AppTest, key: str):
    """The button with this text."""
    (button,) = [one for one in app.button if one.label == ID(key)]
    return button


def test_press_mode_is_on_and_lists_what_it_keeps_back(opened: Opened, full: Path) -> None:
    app = opened(full, BRIEFING)
    (toggle,) = app.toggle
    assert (toggle.value, toggle.disabled) == (True, False)
    listed = [line.value for line in app.markdown if ID("press.reason.few")[:20] in line.value]
    assert listed
    toggle.set_value(False).run()
    assert not app.exception
    offered = app.multiselect(key="briefing-figures-False").options
    assert ID("briefing.figure.agent_grid") in offered


def test_a_press_officer_cannot_leave_press_mode(opened: Opened, full: Path) -> None:
    app = opened(full, BRIEFING, role="press")
    assert not app.exception
    assert [toggle.label for toggle in app.toggle] == []
    offered = app.multiselect(key="briefing-figures-True").options
    assert ID("briefing.figure.agent_grid") not in offered


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_draft_is_clean_and_can_be_made(opened: Opened, full: Path, language: str) -> None:
    app = opened(full, BRIEFING, bahasa=language)
    assert [one.value for one in app.error] == []
    assert not next(one for one in app.button if one.label == words_in(language)("briefing.page.make")).disabled


def test_a_sentence_that_mixes_scopes_is_refused_with_the_right_one(opened: Opened, own: Path) -> None:
    app = opened(own, BRIEFING)
    lead = paragraphs(app)[ID("briefing.kind.lead")][0]
    lead.set_value("Sebanyak 1.313 peserta membayar iuran Rp114,1 juta.").run()
    assert len(app.error) >= 1
    assert "peserta sebelumnya" in " ".join(one.value for one in app.error).replace("\\", "")
    assert button(app, "briefing.page.make").disabled
    button(app, "briefing.page.reset").click().run()
    assert [one.value for one in app.error] == []


def test_an_unknown_figure_leaves_once_somebody_says_why(opened: Opened, own: Path) -> None:
    """The question stands in the draft's way until a reason is given, which the draft keeps."""
    app = opened(own, BRIEFING)
    about = paragraphs(app)[ID("briefing.kind.about")][0]
    about.set_value("Sebanyak 7.350 pekerja telah menikmati manfaatnya.").run()
    assert [one.value for one in app.error] == []
    assert button(app, "briefing.page.make").disabled
    next(one for one in app.text_input if "confirm-" in one.key).set_value("kata agen Perisai Siti Aminah")
    button(app, "briefing.confirm.button").click().run()
    assert ID("release.why.named_reason") in [one.value.replace("\\", "") for one in app.warning]
    assert button(app, "briefing.page.make").disabled
    next(one for one in app.text_input if "confirm-" in one.key).set_value("  Daftar hadir\n panitia ")
    button(app, "briefing.confirm.button").click().run()
    assert not button(app, "briefing.page.make").disabled
    later = opened(own, BRIEFING)
    said = [one.value.replace("\\", "") for one in later.success]
    assert any("7.350 pekerja" in one and "Daftar hadir panitia" in one for one in said)
    button(later, "briefing.confirm.back").click().run()
    assert button(later, "briefing.page.make").disabled


def test_an_office_is_too_narrow_for_the_press(opened: Opened, full: Path) -> None:
    app = opened(full, BRIEFING)
    office = app.sidebar.multiselect(key="offices").options[0]
    app.sidebar.multiselect(key="offices").select(office).run()
    assert not app.exception
    assert ID("press.reason.office") in " ".join(one.value for one in app.info)
    assert button(app, "pages.show_all")


def test_both_languages_are_made_issued_and_remembered_at_once(opened: Opened, own: Path) -> None:
    app = opened(own, BRIEFING)
    app.multiselect(key="briefing-figures-True").set_value(["acquired_by_month"]).run()
    app.checkbox(key="briefing-both").check().run()
    english = app.text_area(key="release-en-lead-0")
    first = english.value
    english.set_value("The 1,313 new participants paid contributions of Rp114.1 million.").run()
    assert len(app.error) == 1
    assert button(app, "briefing.page.make").disabled
    app.text_area(key="release-en-lead-0").set_value(f"{first} So far 7,350 workers have had its benefits.").run()
    assert [one.value for one in app.error] == []
    assert button(app, "briefing.page.make").disabled  # a question is open
    app.text_area(key="release-en-lead-0").set_value(f"{first} Thank you.").run()
    app.text_input(key="headline-en-acquired_by_month").set_value("January 2019 brought 256 participants").run()
    button(app, "briefing.page.make").click().run(timeout=90)
    assert not app.exception
    assert [one.value for one in app.error] == []
    briefing = app.session_state["briefing-made"][1]
    contents = build.contents(briefing)
    assert len([name for name in contents if name.startswith("id/gambar/") and name.endswith(".png")]) == 4
    indonesian, english = briefing.packs
    assert english.exhibits[0].title == "January 2019 brought 256 participants"
    assert indonesian.exhibits[0].title != english.exhibits[0].title
    for one, other in zip(indonesian.numbers, english.numbers, strict=True):
        assert (one.metric, one.raw, one.code) == (other.metric, other.raw, other.code)
    app.text_input(key="issue-outlet").set_value("")
    button(app, "briefing.page.issue_button").click().run()
    assert len(app.error) == 1
    app.text_input(key="issue-outlet").set_value("ANTARA Jateng ![x](//y)")
    button(app, "briefing.page.issue_button").click().run()
    assert [one.value for one in app.error] == []
    assert any("ANTARA Jateng \\!\\[x\\]\\(" in one.value for one in app.success)
    later = opened(own, TRACE)
    said = reading.whole(later)
    assert "ANTARA Jateng" in said
    assert "Thank you" in said
    assert "id/BACA-SAYA.md" in said
    assert not opened(own, OVERVIEW).exception
    assert opened(own, BRIEFING, bahasa="en").checkbox(key="briefing-both").value


def test_what_was_made_is_stale_once_the_choice_changes(opened: Opened, own: Path) -> None:
    app = opened(own, BRIEFING)
    app.multiselect(key="briefing-figures-True").set_value(["acquired_by_month"]).run()
    button(app, "briefing.page.make").click().run(timeout=60)
    app.multiselect(key="briefing-figures-True").set_value(["acquired_by_month", "agents_by_status"]).run()
    assert ID("briefing.page.stale") in [one.value for one in app.info]
    assert "issue-outlet" not in [one.key for one in app.text_input]


def chosen(app: AppTest) -> tuple:
    """Everything that was chosen, and the lead, as the page has it."""
    keys = ("briefing-embargo", "briefing-date", "embargo-day", "embargo-time")
    lead = paragraphs(app)[ID("briefing.kind.lead")][0].value
    moments = (app.session_state[key] for key in keys)
    return app.multiselect(key="briefing-figures-True").value, *moments, lead, app.text_input(key=HEADLINE).value


HEADLINE = "headline-id-acquired_by_month"


def test_what_was_edited_outlives_embargo_date_another_page_issuing_and_a_restart(opened: Opened, own: Path) -> None:
    app = opened(own, BRIEFING)
    lead, quotation = (paragraphs(app)[ID(f"briefing.kind.{kind}")][0] for kind in ("lead", "quotation"))
    lead.set_value(lead.value + " Terima kasih.")
    quotation.set_value("“Kami bangga,” kata Kepala Kantor Cabang, Ratna.").run()
    app.checkbox(key="briefing-embargo").check().run()
    app.date_input(key="embargo-day").set_value(date(2030, 7, 25)).run()
    app.date_input(key="briefing-date").set_value(date(2019, 7, 24)).run()
    app.multiselect(key="briefing-figures-True").set_value(["acquired_by_month"]).run()
    first = app.text_input(key=HEADLINE).value
    app.text_input(key=HEADLINE).set_value("Iuran 1.313 peserta baru mencapai Rp114,1 juta").run()
    assert button(app, "briefing.page.make").disabled
    assert any(first in one.value.replace("\\", "") or "peserta sebelumnya" in one.value for one in app.error)
    # The preview, from which single pictures leave, shows the first one as long as the other may not leave.
    assert not [one.value for one in app.subheader if "Iuran 1" in one.value]
    button(app, "briefing.draft.headline_back").click().run()
    assert app.text_input(key=HEADLINE).value == first
    app.text_input(key=HEADLINE).set_value("Januari 2019 menjaring 256 peserta").run()
    wanted = chosen(app)
    assert wanted[:5] == (["acquired_by_month"], True, date(2019, 7, 24), date(2030, 7, 25), time(10))
    assert "24 Juli 2019 – " in wanted[5]
    assert wanted[5].endswith(" Terima kasih.")
    assert wanted[6] == "Januari 2019 menjaring 256 peserta"
    app.switch_page(OVERVIEW).run()
    app.switch_page(BRIEFING).run()
    assert chosen(app) == wanted
    button(app, "briefing.page.make").click().run(timeout=60)
    made_of = {name: read(name, one) for name, one in build.contents(app.session_state["briefing-made"][1]).items()}
    headed = {name.rpartition(".")[2] for name, text in made_of.items() if wanted[6] in " ".join(text.split())}
    assert headed >= {"svg", "pptx", "pdf", "xlsx", "json", "txt", "md"}
    assert [name for name, text in made_of.items() if first in " ".join(text.split())] == []
    app.text_input(key="issue-outlet").set_value("ANTARA")
    button(app, "briefing.page.issue_button").click().run()
    assert [one.value for one in app.error] == []
    assert any("ANTARA" in one.value for one in app.success)
    assert chosen(app) == wanted
    again = opened(own, BRIEFING)  # another session, of a server that was started anew
    assert chosen(again) == wanted
    assert any(ID("briefing.draft.saved", name="x", day="y", time="z")[:9] in one.value for one in again.caption)
    later = opened(own, BRIEFING, periode="2018-S2")
    assert paragraphs(later)[ID("briefing.kind.quotation")][0].value.endswith("Ratna.")
    assert not paragraphs(later)[ID("briefing.kind.lead")][0].value.endswith(" Terima kasih.")
    assert wanted[6] not in [one.value for one in later.text_input]
    (officer,) = [paragraphs(opened(own, BRIEFING, role="press"))[ID("briefing.kind.lead")][0].value]
    assert officer == wanted[5]


def test_an_embargo_stamps_every_picture_that_leaves_from_any_page(own: Path) -> None:
    view, until = view_of(own), datetime.now(UTC) + timedelta(days=2)
    with writing(cache.engine(view.url)) as conn:
        save(conn, view.scope, "id", True, Draft(), Draft(embargo_until=until), "Sari", until)
    parts = [view.during(view.scope.during(Period.parse(period))) for period in ("2019-06", "2019", "2018-S2")]
    for one in (view, view.for_press(), *parts[:2]):
        edition = leaving(one)
        assert edition.stamp.startswith("EMBARGO sampai ")
        assert edition.prefix.startswith("EMBARGO-2")
    assert leaving(parts[2]) == OPEN
    figure = registry.figure(view, "agents_by_status")
    for form in ("svg", "csv"):
        assert edition.stamp in figures._leaving(view, figure, form, edition).decode()


def test_where_nothing_can_be_written_an_edit_stays_in_the_session_and_says_so(opened: Opened, own: Path) -> None:
    app = opened(own, BRIEFING, diketahui="1")
    lead = paragraphs(app)[ID("briefing.kind.lead")][0]
    lead.set_value(lead.value + " Terima kasih.").run()
    assert paragraphs(app)[ID("briefing.kind.lead")][0].value.endswith(" Terima kasih.")
    assert ID("briefing.draft.past") in [one.value for one in app.warning]
    now = opened(own, BRIEFING)
    assert not paragraphs(now)[ID("briefing.kind.lead")][0].value.endswith(" Terima kasih.")
