"""Questions about how registrations look: which are worth asking, which were asked, what was answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from dashboard.figures import calls, caption
from dashboard.figures.caption import Context, Listing
from dashboard.language.words import Words
from dashboard.view.pure import pure
from dashboard.view.view import View
from queries.access import Permission
from queries.agents import questions, signs
from queries.periods import months_later


@dataclass(frozen=True, eq=False)
class QuestionAnswers:
    """`signs`: the rows of `signs.signs`, of the day `as_of`. `questions`: those of `questions.questions`."""

    as_of: date
    signs: pl.DataFrame
    questions: pl.DataFrame


def ask(view: View) -> QuestionAnswers:
    """The signs, and the questions as they stand now. Raises AccessDenied for anybody but the head."""
    view.viewer.require(Permission.REVIEW)
    return QuestionAnswers(view.scope.require_as_of(), view.ask(signs.signs), view.ask_anew(questions.questions))


@pure
def candidates(answers: QuestionAnswers) -> pl.DataFrame:
    """The signs worth a question that has not been asked about these months; the least likely first."""
    recent = pl.col("as_of") > months_later(answers.as_of, -signs.MONTHS)
    known = answers.questions.filter(recent).select("sign", code="agent_code")
    return answers.signs.filter("asked").join(known, on=["code", "sign"], how="anti", maintain_order="left")


def sentence(words: Words, answers: QuestionAnswers) -> str:
    """How many agents were looked at, how many questions are worth asking, how many wait for an answer."""
    return words(
        "questions.sentence",
        agents=words.count("agent", answers.signs["code"].n_unique()),
        new=words.number(candidates(answers).height),
        waiting=words.number(answers.questions["outcome"].null_count()),
    )


def text(words: Words, row: Mapping[str, Any]) -> str:
    """What is asked of an agent about a sign."""
    numbers = {name: words.number(row[name]) for name in ("counted", "among")}
    usual = row.get("usual")
    others = words("questions.others", share=words.percent_short(usual)) if usual is not None else ""
    return words(f"questions.sign.{row['sign']}", others=others, **numbers)


def choice(words: Words, row: Mapping[str, Any]) -> str:
    """A sign in a list to choose from."""
    return f"{row['code']} · {row['name']} · {text(words, row)}"


@pure
def table(context: Context, answers: QuestionAnswers) -> Listing:
    """The questions: whom, what, who asks when, what was answered."""
    words, every = context.words, answers.questions.to_dicts()
    texts = {
        "question": [text(words, row) for row in every],
        "contact": [calls.reached_at(words, row) for row in every],
        "outcome": [words(f"questions.outcome.{row['outcome'] or 'none'}") for row in every],
    }
    listed = answers.questions.select(
        "id",
        "ask_on",
        pl.col("agent_code").alias("code"),
        "name",
        *(pl.Series(name, values, dtype=pl.String) for name, values in texts.items()),
        "answer",
        "assigned_to",
        "office",
    ).select("ask_on", "code", "name", "question", "contact", "assigned_to", "outcome", "answer", "office", "id")
    return caption.listing(context, "questions", sentence(words, answers), listed.rename({"id": "call"}))
