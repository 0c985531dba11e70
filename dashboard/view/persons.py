"""A person of the branch in words: what they are, what they may, why somebody could not be changed."""

from datetime import date

from dashboard.language.words import Words
from dashboard.view import captions
from queries.people import Colleague


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
