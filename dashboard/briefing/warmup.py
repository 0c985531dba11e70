"""A pack with one of everything, made before the first real one so that all that documents need is loaded."""

import base64

from dashboard.briefing.pack import LOGO, BrandFile, Confirmed, Exhibit, Meaning, Number, Pack, Paragraph, Withheld
from dashboard.figures.table import Column, Native, Table

_MEANING = Meaning("-", (("-", "-"),))
_SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><text y="9">1</text></svg>'
_PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsTj2FAAAAABJRU5ErkJggg=="
_LOGO = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><path d="M0 0h40v20H0z"/></svg>'
_COLUMNS = (Column("month", "-", "month"), Column("people", "-", "people", True))

SMALLEST = Pack(
    language="id",
    title="-",
    subtitle="-",
    branch="-",
    demo="-",
    stamp="-",
    press=True,
    as_of="-",
    data_version=1,
    moment="",
    stem="smallest",
    filters=(("-", "-"),),
    cite="-",
    numbers=(Number("acquired", "-", "1", 1, "-", "-", "https://perisai.example", _MEANING),),
    exhibits=tuple(
        Exhibit(
            id="acquired_by_month",
            title="-",
            subtitle="-",
            note="-",
            source="-",
            as_of="-",
            alt="-",
            code="-",
            link="https://perisai.example",
            stem="-",
            meaning=_MEANING,
            table=Table(_COLUMNS, (("2019-01", 1), ("2019-02", 2))),
            native=native,
            svg=_SVG,
            chart=_SVG,
            png=_PNG,
            square=_PNG,
            narrow=_SVG,
        )
        for native in (Native("column", "month", ("people",)), Native("line", "month", ("people",)), None)
    ),
    withheld=(Withheld("-", "-"),),
    release=(Paragraph("title", "-"), Paragraph("lead", "-, 1 – [-]"), Paragraph("note", "-")),
    brand=(BrandFile(LOGO, "logo.svg", "-", base64.b64encode(_LOGO).decode()),),
    confirmed=(Confirmed("-", "1", "-", "-", "2019-07-25T02:00:00+00:00"),),
)
