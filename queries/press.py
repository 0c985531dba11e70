"""What may leave for the press: for each question that may, its protected twin `(conn, scope, *more)`."""

from queries.scope import Scope


class NotForPress(Exception):  # noqa: N818 - it is an answer, not a failure
    """What is asked for does not leave. `reason`: the end of the text `press.reason.<reason>`."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"not for the press: {reason}")
        self.reason = reason


def require_places_only(scope: Scope) -> None:
    """Raise NotForPress where an office or a sector narrows the scope: what leaves is by kabupaten/kota alone."""
    if scope.offices is not None:
        raise NotForPress("office")
    if scope.sectors is not None:
        raise NotForPress("sector")
