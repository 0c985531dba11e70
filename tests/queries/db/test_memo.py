"""What questions have in common is worked out once for those who ask in the same state of the data."""

import sqlalchemy as sa

from queries.db.memo import part, remembering


def test_a_part_about_a_branch_is_worked_out_once_whatever_scope_asks(sqlite_engine: sa.Engine) -> None:
    worked_out: list[str] = []

    @part
    def of_branch(conn: sa.Connection, branch: str) -> str:
        worked_out.append(branch)
        return f"of {branch}"

    @remembering
    def asked(conn: sa.Connection) -> list[str]:
        return [of_branch(conn, "A"), of_branch(conn, "B"), of_branch(conn, "A")]

    with sqlite_engine.connect() as conn:
        assert asked(conn) == ["of A", "of B", "of A"]
        assert worked_out == ["A", "B"]
        assert of_branch(conn, "A") == "of A"
    assert worked_out == ["A", "B", "A"]
