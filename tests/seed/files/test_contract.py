"""What a file may hold, the database can keep."""

import pytest

from queries.db.schema import metadata
from seed.files.contract import KINDS

STORED = {
    "wilayah.name": "wilayah.name",
    "offices.code": "offices.code",
    "offices.name": "offices.name",
    "offices.contact": "offices.contact",
    "agents.contact": "agents.contact",
    "agents.code": "agents.code",
    "agents.name": "agents.name",
    "agents.office": "offices.name",
    "participants.agent": "participants.agent_code",
    "participants.sector": "participants.sector",
    "participants.program": "participants.program",
    "targets.office": "offices.name",
    "contributions.payer": "contributions.payer",
    "denominators.name": "denominators.name",
    "denominators.source": "denominators.source",
    "denominators.definition": "denominators.definition",
    "funds.name": "funds.name",
    "references.source": "reference_figures.source",
    "roster.agent": "roster.agent_code",
}


@pytest.mark.parametrize("column", STORED)
def test_a_text_that_is_too_long_for_the_database_is_refused_as_a_row(column: str) -> None:
    """PostgreSQL would else end the load of everything with an error of its own."""
    kind, name = column.split(".")
    table, stored = STORED[column].split(".")
    assert KINDS[kind].column(name).longest == metadata.tables[table].c[stored].type.length


def test_every_length_stands_here_and_a_wording_leaves_room_for_its_source() -> None:
    every = {f"{kind.name}.{one.name}" for kind in KINDS.values() for one in kind.columns if one.longest}
    assert every == STORED.keys() | {"references.wording"}
    assert KINDS["references"].column("wording").longest < metadata.tables["reference_figures"].c.wording.type.length


REQUIRED = {
    "wilayah": "code name kind",
    "offices": "code name wilayah",
    "agents": "code name office registered_on",
    "participants": "agent registered_on kpj nik",
    "contributions": "kpj blth paid_on amount",
    "targets": "period measure value",
    "denominators": "name counted_in value source definition",
    "funds": "name since until",
    "references": "metric value period source published_on",
    "roster": "month agent",
}


def test_the_columns_without_which_a_file_is_not_of_a_kind() -> None:
    assert {kind.name: " ".join(kind.required) for kind in KINDS.values()} == REQUIRED


def test_the_kinds_whose_rows_stand_for_others_come_after_them() -> None:
    """The order in which files of one load are read: an agent's office is known before the agent."""
    assert list(KINDS) == list(REQUIRED)
    for kind in list(KINDS.values())[:-1]:
        assert [one for one in KINDS if one in kind.inside - {"roster"}] == [
            one for one in list(KINDS)[: list(KINDS).index(kind.name)] if one in kind.inside
        ]
    assert {name: sorted(kind.inside) for name, kind in KINDS.items() if kind.inside} == {
        "offices": ["wilayah"],
        "agents": ["offices", "roster", "wilayah"],
        "participants": ["agents", "offices", "roster", "wilayah"],
        "contributions": ["agents", "offices", "participants", "roster", "wilayah"],
        "references": ["targets"],
    }


READ_AS = {
    "wilayah": "code:place_code name:text kind:place_kind latitude:degrees longitude:degrees",
    "offices": "code:code name:text wilayah:place effective_on:date contact:contact",
    "agents": "code:code name:text office:code registered_on:date deactivated_on:date reactivated_on:date "
    "effective_on:date listing:agent_status contact:contact",
    "participants": "agent:code registered_on:date kpj:kpj nik:nik sector:sector program:program died_on:date "
    "ended_on:date end_reason:end_reason effective_on:date name:text",
    "contributions": "kpj:kpj blth:month blth_last:month year:year months:count paid_on:date fine:value amount:amount "
    "total:value program:program payer:payer status:status remark:remark",
    "targets": "period:period year:year wilayah:place office:code measure:measure value:value",
    "denominators": "name:text counted_in:year value:value source:text definition:text wilayah:place",
    "funds": "name:payer since:date until:date pays:text",
    "references": "metric:metric value:said period:period source:text published_on:date wording:text rounding:value "
    "wilayah:place",
    "roster": "month:month year:year agent:code status:listed_status",
}


def test_how_each_column_is_read() -> None:
    for kind in KINDS.values():
        assert " ".join(f"{one.name}:{one.notation}" for one in kind.columns) == READ_AS[kind.name]


def test_what_a_report_hides() -> None:
    """A name, contact, NIK, remark and reason whole; of a KPJ all but four digits; nothing else is a person's."""
    every = {(kind.name, one.name): one.personal for kind in KINDS.values() for one in kind.columns}
    assert {one: personal for one, personal in every.items() if personal != "open"} == {
        ("agents", "name"): "hidden",
        ("agents", "contact"): "hidden",
        ("offices", "contact"): "hidden",
        ("participants", "kpj"): "last_four",
        ("participants", "nik"): "hidden",
        ("participants", "end_reason"): "hidden",
        ("participants", "name"): "hidden",
        ("contributions", "kpj"): "last_four",
        ("contributions", "payer"): "hidden",
        ("contributions", "remark"): "hidden",
        ("funds", "name"): "hidden",
    }
