"""A person of the branch in words: what they are, what they may, why somebody could not be changed."""

from datetime import date

from dashboard.language.words import Words
from dashboard.view import captions
from queries.people import Colleague, PersonChange


def described(words: Words, one: Colleague, today: date) -> str:
    """One line: name, subject, role, places, loading, days."""
    parts = [f"{one.name} ({one.subject})", role(words, one.role), places(words, one)]
    if one.may_import:
        parts.append(words("people.loads"))
    return captions.SEPARATOR.join(filter(None, (*parts, days(words, one, today))))


def role(words: Words, code: str) -> str:
    """A role's name."""
    return words(f"people.role.{code}")


def places(words: Words, one: Colleague) -> str:
    """The places that staff see; empty for whom there is no choice of them."""
    if one.role != "staff":
        return ""
    return words("people.everywhere") if one.wilayah is None else words.join(sorted(one.wilayah))


def days(words: Words, one: Colleague, today: date) -> str:
    """From when, until when; that it is not today where it is not."""
    end = words.day(one.until_day) if one.until_day else ""
    name = "people.days.between" if end else "people.days.since"
    said = words(name, first=words.day(one.from_day), last=end)
    return said if one.there(today) else words("people.days.not_today", days=said)


def refusal(words: Words, reason: str, subject: str) -> str:
    """Why somebody could not be changed, and what to do."""
    return words(f"people.refused.{reason}", subject=subject)


def changed(words: Words, change: PersonChange) -> str:
    """What a change changed, in words: each part before and after."""
    before, after = change.before or {}, change.after or {}
    if change.act in ("removed", "seen_as"):
        return ""
    return captions.SEPARATOR.join(
        f"{words(f'people.part.{part}')}: {_said(words, part, before.get(part))} → {_said(words, part, value)}"
        if before
        else f"{words(f'people.part.{part}')}: {_said(words, part, value)}"
        for part, value in after.items()
        if part != "subject" and before.get(part) != value
    )


def _said(words: Words, part: str, value: str | bool | None) -> str:
    if part == "role":
        return role(words, str(value))
    if isinstance(value, bool):
        return words(f"people.answer.{'yes' if value else 'no'}")
    if part == "wilayah" and value is None:
        return words("people.everywhere")
    if part in ("from_day", "until_day") and value:
        return words.day(date.fromisoformat(str(value)))
    return str(value or "–")
