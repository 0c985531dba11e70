"""Who is signed in at a page."""

from dashboard.settings import Settings
from dashboard.shell.identity import Identity, identity


def test_without_any_sign_in_whoever_sits_there_is_the_local_one() -> None:
    assert identity(Settings(viewer_name="Rina")) == Identity("rina", "Rina", "", None, local=True)
