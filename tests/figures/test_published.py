"""Published figures as a file."""

from datetime import date

from dashboard.figures import published
from tests.figures.conftest import Drawn, Looked

DRAWN = Drawn(
    {"2018-12": (1, 0), "2019-01": (2, 60_000_000), "2019-06": (0, 1_000_000)},
    published=((61_000_000, date(2019, 8, 1)), (65_000_000, date(2019, 8, 2))),
)


def test_every_published_figure_stands_in_the_file_with_what_it_comes_to(looked: Looked) -> None:
    view = looked(DRAWN, "2019-S1")
    listing = published.listing(view, published.ask(view))
    assert listing.title == "Angka terbit"
    assert listing.subtitle == "Semua angka terbit cabang, terbaru lebih dahulu"
    assert listing.as_of == "Dihitung ulang dengan versi data 1"
    assert listing.stem == "angka-terbit_versi-data-1"
    assert listing.table.select("published_on", "scope", "value", "now", "difference", "published").rows() == [
        (date(2019, 8, 2), "semester I 2019 · semua wilayah", 65_000_000, 61_000_000, -4_000_000, "Radar, 2019-08-02"),
        (date(2019, 8, 1), "semester I 2019 · semua wilayah", 61_000_000, 61_000_000, 0, "Radar, 2019-08-01"),
    ]
    assert set(listing.table.columns) == listing.labels.keys()


def test_which_no_longer_holds_is_said_on_the_overview(looked: Looked) -> None:
    view = looked(DRAWN, "2019-S1")
    assert published.line(view) == (
        "1 angka terbit tidak lagi cocok dengan data: Penerimaan iuran sekitar 65000000 (Radar, 2019-08-02)."
    )
    every = published.ask(view).every
    assert published.sentence(view.words, every) == (
        "2 angka terbit: 1 masih cocok, 1 tidak lagi cocok, 0 belum atau tidak dapat dihitung."
    )
    assert published.line_of(view.words, every[1:]) == ""
    many = every[:1] * 5
    assert published.line_of(view.words, many).endswith("; dan 2 lainnya.")
    assert published.line_of(view.words, many).count("sekitar") == 3
