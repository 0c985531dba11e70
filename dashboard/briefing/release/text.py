"""The paragraphs of a press release, each sentence made of figures that go together."""

from dataclasses import dataclass, field
from datetime import date, datetime

from dashboard.briefing.answers import BriefingAnswers
from dashboard.briefing.pack import ParagraphKind
from dashboard.briefing.release.claims import Claim, sentence
from dashboard.briefing.release.facts import ReleaseFacts, when, where
from dashboard.language.words import Words
from queries.periods import JAKARTA
from queries.published.references import Agreement, agreement
from queries.rules import Rule

LISTED_PLACES = 6
"""So many kabupaten/kota are listed; of more, the first ones, as examples."""

LISTED_SECTORS = 4

AIMED_AT = frozenset({"Gojek", "Grab", "Nelayan", "Pengurus RT/RW"})
"""The groups that Perisai was set up to reach here (domain, section 1)."""


@dataclass
class ReleaseText:
    """Writes a press release from answers and their facts. `said`: the claims that its sentences spoke of, in order."""

    answers: BriefingAnswers
    facts: ReleaseFacts
    said: list[Claim] = field(default_factory=list)

    def paragraphs(self, on: date | None, embargo: datetime | None) -> list[tuple[ParagraphKind, str]]:
        """Kind and text of each paragraph, in order; an empty text is to be left out."""
        words, branch = self.answers.words, {"branch": self.answers.holding.name}
        return [
            ("letterhead", words("release.letterhead", **branch)),
            ("number", words("release.number")),
            ("release", self._embargo(embargo)),
            ("title", self._title()),
            ("lead", self._lead(on)),
            ("figures", self._acquired()),
            ("figures", self._received()),
            ("figures", self._agents()),
            ("quotation", words("release.quotation", **branch)),
            ("context", f"{words('release.service')}{self._least(on)} {words('release.context', **branch)}"),
            ("about", words("release.about")),
            ("contact", words("release.contact", **branch)),
            ("note", self._note()),
        ]

    def _say(self, values: dict[str, str], key: str, **claims: Claim) -> str:
        """A sentence of claims, which are noted; `values`: what else it says."""
        self.said += claims.values()
        return sentence(self.answers.words, key, values, **claims)

    def _where(self) -> str:
        """The places, each by name where they are few: a reader does not know what belongs to a branch."""
        answers, places = self.answers, self.answers.places
        if answers.scope.wilayah is None and answers.scope.offices is None and 1 < len(places) <= LISTED_PLACES:
            place = answers.words("release.where.working", places=answers.words.join(places.values()))
            chosen = answers.captions.sectors
            return answers.words("release.where.sectors", place=place, sectors=chosen) if chosen else place
        return where(answers)

    def _embargo(self, until: datetime | None) -> str:
        words = self.answers.words
        if not self.answers.press:
            line = words("release.internal")
        elif until is None:
            line = words("release.at_once")
        else:
            there = until.astimezone(JAKARTA)
            line = words("release.embargo", day=words.day(there.date()), time=f"{there:%H.%M}")
        return words("release.demo_line", line=line) if self.answers.holding.is_demo else line

    def _title(self) -> str:
        acquired, words = self.facts.get("acquired"), self.answers.words
        period = words.capital(
            when(self.answers, "acquired")
        )  # of a year that still runs, a headline must not say the year
        values = {"branch": self.answers.holding.name, "period": period}
        if not self.answers.scope.whole_branch:
            values["branch"] = words("release.title.narrow", branch=values["branch"], where=where(self.answers))
        if acquired is None:
            return words("release.title.plain", **values)
        if acquired.value == 0:
            return words("release.title.zero", **values)
        self.said.append(acquired)
        return words(f"release.title.{_many(acquired)}", n=words.number(acquired.value), **values)

    def _lead(self, on: date | None) -> str:
        words, answers = self.answers.words, self.answers
        day = words.day(on) if on else words("release.no_date")
        values = {"branch": answers.holding.name, "where": self._where(), "when": when(answers, "acquired")}
        acquired = self.facts.get("acquired")
        if answers.scope.as_of is None:
            first = words("release.lead.no_month", branch=answers.holding.name, when=values["when"])
        elif acquired is None:
            first = words("release.lead.withheld", **values)
        elif acquired.value == 0:
            first = words("release.lead.zero", **values)
        else:
            first = self._say(values, "release.lead.acquired", acquired=acquired)
        text = " ".join(filter(None, (first, words("release.lead.why"), answers.captions.missing)))
        return words("release.lead.dated", city=answers.holding.name, day=day, text=text)

    def _acquired(self) -> str:
        parts = [self._areas(), self._sectors(), self._reached("acquired"), self._change("acquired")]
        return " ".join(filter(None, parts))

    def _received(self) -> str:
        now = self.facts.get("received")
        if now is None:
            return ""
        # Quoted alone, the money of one place must not read as the branch's.
        narrow = "" if self.answers.scope.whole_branch else " " + where(self.answers)
        values = {"when": when(self.answers, "received") + narrow}
        if now.value == 0:
            return self.answers.words("release.received.none", **values)
        parts = [self._say(values, "release.received.all", received=now), self._parts(), self._reached("received")]
        return " ".join(filter(None, [*parts, self._change("received"), self._as_published(now)]))

    def _parts(self) -> str:
        new, earlier = self.facts.get("received_from_new"), self.facts.get("received_from_earlier")
        if new is None or earlier is None:
            return ""
        if new.exact == 0 or earlier.exact == 0:
            return self.answers.words(f"release.received.only_{'earlier' if new.exact == 0 else 'new'}")
        return self._say({}, "release.received.parts", new=new, earlier=earlier)

    def _reached(self, measure: str) -> str:
        reached, target = self.facts.get(f"{measure}_target_reached"), self.facts.get(f"{measure}_target")
        if reached is None or target is None or reached.value == 0:
            return ""
        values = {"period": self.answers.words.period(target.period)}
        return self._say(values, f"release.reached.{measure}", reached=reached, target=target)

    def _change(self, measure: str) -> str:
        now, before = self.facts.get(measure), self.facts.get(f"{measure}_before")
        if now is None or before is None:
            return ""
        values = {"period": self.answers.words.period(before.period)}
        change = self.facts.get(f"{measure}_change")
        if change is None:
            return (
                self._say(values, f"release.change.{measure}.same", before=before) if now.exact == before.exact else ""
            )
        way = "rise" if change.value > 0 else "fall"
        return self._say(values, f"release.change.{measure}.{way}", change=change, before=before)

    def _areas(self) -> str:
        areas, names, words = self.facts.areas, self.answers.places, self.answers.words
        acquiring = {code: one for code, one in areas.items() if one.value}
        first, whole = dict(list(acquiring.items())[:LISTED_PLACES]), self.facts.get("acquired")
        if not first or whole is None:
            return ""
        self.said += first.values()
        listed = [words("release.areas.one", place=names[code], people=one.wording) for code, one in first.items()]
        return words(f"release.areas.{'all' if len(first) == len(names) else 'some'}", places=words.join(listed))

    def _sectors(self) -> str:
        """The sectors that the scheme is for (domain, section 1), where there are any; else those with most."""
        known, words = self.facts.sectors, self.answers.words
        first = {name: one for name, one in known.items() if name in AIMED_AT} or dict(
            list(known.items())[:LISTED_SECTORS]
        )
        if not first or self.facts.get("acquired") is None:
            return ""
        self.said += first.values()
        listed = [
            words("release.sectors.one", people=one.wording, sector=words.sector_inside(name))
            for name, one in first.items()
        ]
        return words("release.sectors.some", sectors=words.join(listed))

    def _least(self, on: date | None) -> str:
        """What is paid at least a month on the release's day, by the dated rows."""
        day = on or self.answers.scope.as_of or self.answers.scope.period.last
        known = [value for since, value in self.answers.least if since <= day]
        return f" {least_sentence(self.answers.words, known[-1])}" if known else ""

    def _as_published(self, now: Claim) -> str:
        published = self.facts.published.get("received")
        if published is None:
            return ""
        values = {"source": published.published}
        agrees = agreement(published.value, int(now.exact), published.rounding) is not Agreement.DIFFERS
        return self._say(values, f"release.published.{'agrees' if agrees else 'differs'}", published=published)

    def _agents(self) -> str:
        listed, answers = self.facts.get("agents_listed"), self.answers
        if listed is None or listed.value == 0 or answers.scope.as_of is None:
            return ""
        values = {"day": answers.words.day(answers.scope.as_of)}
        offices = self.facts.get("offices")
        if offices and offices.value:
            listing = self._say(values, f"release.agents.offices.{_many(listed)}", listed=listed, offices=offices)
        else:
            listing = self._say(values, f"release.agents.listed.{_many(listed)}", listed=listed)
        return " ".join(filter(None, [listing, self._states(), self._explained()]))

    def _states(self) -> str:
        active, dormant = self.facts.get("agents_active"), self.facts.get("agents_dormant_retained")
        said = []
        if active and active.value:
            month = self.answers.words.month(self.answers.scope.require_as_of_month())
            said.append(self._say({"month": month}, f"release.agents.active.{_many(active)}", active=active))
        if dormant and dormant.value:
            said.append(
                self._say({"months": self._months()}, f"release.agents.dormant.{_many(dormant)}", dormant=dormant)
            )
        return " ".join(said)

    def _rule(self) -> Rule:
        assert self.answers.rule is not None, "no agent has a status without a rule"
        return self.answers.rule

    def _explained(self) -> str:
        return self.answers.words(f"release.rule.{self._rule().reading.code}", months=self._months())

    def _months(self) -> str:
        months, words = self._rule().dormant_after, self.answers.words
        return words.spelled(months)

    def _note(self) -> str:
        words, answers = self.answers.words, self.answers
        parts = [
            words("release.note.demo") if answers.holding.is_demo else "",
            words("release.note.source", source=answers.captions.source, as_of=answers.captions.as_of),
            words("release.note.apart") if self.facts.get("received") else "",
            answers.captions.breaks,
        ]
        return " ".join(filter(None, parts))


def least_sentence(words: Words, amount: int) -> str:
    """What two programmes cost at least."""
    return words("release.least", amount=words.rupiah(amount))


def _many(claim: Claim) -> str:
    """Whether English says it in the singular or in the plural; Indonesian has one form."""
    return "one" if claim.value == 1 else "other"
