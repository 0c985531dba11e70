"""Every page says who is signed in, or that nobody has to be."""

import pytest

from dashboard.language.words import words_in
from dashboard.settings import Settings
from dashboard.shell import account
from dashboard.shell.identity import Identity


@pytest.mark.parametrize(("opened", "said"), [("no", "local"), ("yes", "local_open")])
@pytest.mark.parametrize("language", ["id", "en"])
def test_where_nobody_signs_in_a_line_says_so(
    opened: str, said: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines: list[str] = []
    monkeypatch.setattr(account.st, "caption", lines.append)
    words = words_in(language)
    here = Identity("staf", "staf", "", local=True)
    account.show(Settings(open_address=opened, viewer_role="press"), words, here, lambda: None)
    assert lines == [words(f"sign_in.{said}", role=words("people.role.press"))]
