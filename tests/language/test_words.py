"""Words, numbers and dates."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import altair as alt
import pytest

from dashboard.briefing.documents.number_formats import number_format
from dashboard.language import formats
from dashboard.language.words import LANGUAGES, TextError, texts, words_in
from queries.periods import Period

ID, EN = words_in("id"), words_in("en")
MONTHS = ["Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus"]
MONTHS += ["September", "Oktober", "November", "Desember"]


@pytest.mark.parametrize(
    ("n", "indonesian", "english"),
    [
        (0, "0", "0"),
        (1313, "1.313", "1,313"),
        (-1313, "-1.313", "-1,313"),
        (10**12, "1.000.000.000.000", "1,000,000,000,000"),
        (0.5, "1", "1"),
        (1.5, "2", "2"),
        (2.5, "3", "3"),
        (-2.5, "-3", "-3"),
        (-0.4, "0", "0"),
        (None, "–", "–"),
        (float("nan"), "–", "–"),
    ],
)
def test_a_count_rounds_a_half_away_from_zero(n, indonesian, english):
    assert (ID.number(n), EN.number(n)) == (indonesian, english)


@pytest.mark.parametrize(
    ("x", "digits", "text"),
    [
        (0.25, 1, "0,3"),
        (0.35, 1, "0,4"),
        (1.005, 2, "1,01"),
        (-0.25, 1, "-0,3"),
        (-0.04, 1, "0,0"),
        (Decimal("1234.565"), 2, "1.234,57"),
        (6, 1, "6,0"),
        (2.5, 0, "3"),
    ],
)
def test_a_decimal_has_the_digits_asked_for(x, digits, text):
    assert ID.decimal(x, digits) == text


@pytest.mark.parametrize(
    ("ratio", "text"),
    [
        (0.6998, "69,98%"),
        (0.00125, "0,13%"),
        (Fraction(1, 3), "33,33%"),
        (Fraction(146309, 137956), "106,05%"),
        (-0.00125, "-0,13%"),
        (0, "0,00%"),
        (12.5, "1.250,00%"),
        (None, "–"),
    ],
)
def test_a_ratio_is_shown_as_per_cent(ratio, text):
    assert ID.percent(ratio) == text


@pytest.mark.parametrize(
    ("ratio", "text"),
    [
        (0.9996, "99,96%"),
        (0.99996, "99,996%"),
        (1.0004, "100,04%"),
        (0.0004, "0,04%"),
        (-0.00004, "-0,004%"),
        (0.99949, "99,9%"),
        (Fraction(1, 1), "100,0%"),
        (0, "0,0%"),
        (1e-12, "0,0%"),
    ],
)
def test_a_part_reads_as_all_or_as_nothing_only_where_it_is(ratio, text):
    assert ID.percent_short(ratio) == text
    for digits in (0, 1, 2):
        assert (ID.percent(ratio, digits).strip("-%0,") in ("", "1")) == (ratio in (0, 1, 1e-12))
    format_ = number_format("percent", ID, float(ratio))
    assert format_.count("0") == len(text.partition(",")[2].strip("%")) + 1


def test_per_cent_takes_other_digits():
    assert (ID.percent(0.105, 0), EN.percent_short(0.1235)) == ("11%", "12.4%")


@pytest.mark.parametrize(
    ("n", "whole", "short", "english"),
    [
        (0, "Rp0", "Rp0", "Rp0"),
        (36_800, "Rp36.800", "Rp36.800", "Rp36,800"),
        (-16_800, "-Rp16.800", "-Rp16.800", "-Rp16,800"),
        (999_999, "Rp999.999", "Rp999.999", "Rp999,999"),
        (1_000_000, "Rp1.000.000", "Rp1 juta", "Rp1 million"),
        (113_702_400, "Rp113.702.400", "Rp113,7 juta", "Rp113.7 million"),
        (113_949_999, "Rp113.949.999", "Rp113,9 juta", "Rp113.9 million"),
        (113_950_000, "Rp113.950.000", "Rp114 juta", "Rp114 million"),
        (-114_050_000, "-Rp114.050.000", "-Rp114,1 juta", "-Rp114.1 million"),
        (999_949_999, "Rp999.949.999", "Rp999,9 juta", "Rp999.9 million"),
        (999_950_000, "Rp999.950.000", "Rp1 miliar", "Rp1 billion"),
        (146_309_000_000, "Rp146.309.000.000", "Rp146,3 miliar", "Rp146.3 billion"),
        (1_234_500_000_000_000, "Rp1.234.500.000.000.000", "Rp1.234,5 triliun", "Rp1,234.5 trillion"),
        (None, "–", "–", "–"),
    ],
)
def test_rupiah(n, whole, short, english):
    assert (ID.rupiah(n), ID.rupiah_short(n), EN.rupiah_short(n)) == (whole, short, english)


@pytest.mark.parametrize(
    ("amount", "step"),
    [(0, 1), (999_999, 1), (1_000_000, 100_000), (-113_702_400, 100_000), (999_949_999, 100_000),
     (999_950_000, 100_000_000), (146_309_000_000, 100_000_000), (10**15, 100_000_000_000)],
)  # fmt: skip
def test_short_rupiah_round_to_the_last_decimal_of_their_scale(amount, step):
    assert formats.short_step(amount) == step


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_texts_write_each_scale_with_its_first_word(language):
    words = words_in(language)
    for scale in formats.SCALES:
        assert words(f"charts.unit.{scale.name}") == scale.words[language][0]
    for scale in formats.SHORT_SCALES:
        assert words(f"base.rupiah.{scale.name}", amount="1") == f"Rp1 {scale.words[language][0]}"


def test_english_rupiah_in_full():
    assert EN.rupiah(113_702_400) == "Rp113,702,400"


def test_days_and_months():
    day = date(2019, 8, 17)
    assert (ID.day(day), ID.month(day), ID.month_short(day)) == ("17 Agustus 2019", "Agustus 2019", "Agu 2019")
    assert (EN.day(day), EN.month(day), EN.month_short(day)) == ("17 August 2019", "August 2019", "Aug 2019")
    assert [ID.month(date(2019, n, 1)) for n in range(1, 13)] == [f"{name} 2019" for name in MONTHS]


@pytest.mark.parametrize(
    ("code", "indonesian", "english"),
    [
        ("2019-S1", "semester I 2019", "semester I 2019"),
        ("2018-S2", "semester II 2018", "semester II 2018"),
        ("2019-Q2", "triwulan II 2019", "Q2 2019"),
        ("2019-Q4", "triwulan IV 2019", "Q4 2019"),
        ("2019", "tahun 2019", "2019"),
        ("2019-03", "Maret 2019", "March 2019"),
        ("2019-01..2019-04", "Januari–April 2019", "January–April 2019"),
        ("2018-11..2019-02", "November 2018–Februari 2019", "November 2018–February 2019"),
    ],
)
def test_a_period_in_words(code, indonesian, english):
    period = Period.parse(code)
    assert (ID.period(period), EN.period(period)) == (indonesian, english)


@pytest.mark.parametrize(
    ("new", "old", "text"),
    [
        (1313, 1250, "+5,0%"),
        (950, 1000, "-5,0%"),
        (10_005, 10_000, "+0,1%"),
        (10_004, 10_000, "naik kurang dari 0,1%"),
        (9_996, 10_000, "turun kurang dari 0,1%"),
        (0, 10, "-100,0%"),
        (10, 0, "sebelumnya nol"),
        (0, 0, "tetap"),
        (7, 7, "tetap"),
        (7, None, "tanpa pembanding"),
        (None, 7, "tanpa pembanding"),
    ],
)
def test_a_change_has_a_sign_or_words(new, old, text):
    assert ID.change(new, old) == text


def test_a_count_bends_the_english_noun():
    assert [ID.count("agent", n) for n in (1, 32)] == ["1 agen", "32 agen"]
    assert [EN.count("agent", n) for n in (0, 1, 1313)] == ["0 agents", "1 agent", "1,313 agents"]


def test_names_of_places_sectors_and_status():
    assert ID.wilayah("Pekalongan", "kabupaten") == "Kabupaten Pekalongan"
    assert EN.wilayah("Pekalongan", "kota") == "Pekalongan City"
    assert (ID.sector("Nelayan"), EN.sector("Nelayan"), EN.sector("Penjahit")) == ("Nelayan", "Fishers", "Penjahit")
    assert ID.status("dormant_retained") == "dorman, tetap terdaftar"


@pytest.mark.parametrize(
    ("items", "text"), [([], ""), (["A"], "A"), (["A", "B"], "A dan B"), (["A", "B", "C"], "A, B, dan C")]
)
def test_a_list_reads_as_a_sentence(items, text):
    assert ID.join(items) == text


def test_a_sentence_begins_with_a_capital():
    assert [ID.capital(text) for text in ("semester I 2019", "")] == ["Semester I 2019", ""]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_charts_locale_is_one_that_altair_takes(language):
    given = words_in(language).vega_locale
    assert alt.Locale(**given).to_dict() == given
    assert given["time"]["months"] == [words_in(language).month(date(2019, n, 1))[:-5] for n in range(1, 13)]


def test_the_charts_week_begins_on_sunday_and_money_has_no_space():
    assert ID.vega_locale["time"]["days"][0] == "Minggu"
    assert ID.vega_locale["number"]["currency"] == ["Rp", ""]
    assert (ID.vega_locale["number"]["decimal"], ID.vega_locale["number"]["thousands"]) == (",", ".")


def test_an_unknown_key_language_noun_and_status_raise():
    wrong = (lambda: ID("base.nothing"), lambda: words_in("jv"), lambda: ID.count("ship", 1), lambda: ID.status("x"))
    for ask in wrong:
        with pytest.raises(TextError, match=r"no text|no language"):
            ask()


def test_a_placeholder_without_a_value_and_a_raw_number_raise():
    with pytest.raises(TextError, match="year"):
        ID("base.period.year")
    with pytest.raises(TypeError, match="format year first"):
        ID("base.period.year", year=2019)


def test_words_of_one_language_are_one_key_of_a_cache():
    assert words_in("id") is ID
    assert len({ID, EN, words_in("id")}) == 2


def test_a_text_that_is_no_text_is_refused(tmp_path):
    (tmp_path / "id").mkdir()
    (tmp_path / "id" / "area.toml").write_text("limit = 5", encoding="utf-8")
    with pytest.raises(TextError, match=r"area\.limit is no text"):
        texts("id", tmp_path)
