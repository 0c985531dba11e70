"""The only place where a test makes a viewer."""

from queries.access import Role, Viewer


def viewer(role: Role = Role.HEAD, branch: str = "TST", wilayah: frozenset[str] | None = None) -> Viewer:
    """Somebody in a role, in all of a branch or some of its kabupaten/kota."""
    return Viewer("uji", role, branch, wilayah)
