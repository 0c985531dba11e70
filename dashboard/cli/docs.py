"""Pages of docs/ made from code: `python -m dashboard.cli.docs` writes them and a test holds them current."""

from dataclasses import fields
from pathlib import Path

from dashboard.language.words import LANGUAGES, words_in
from dashboard.settings import ROOT, Settings
from queries.metrics import DIMENSIONS, TEXTS, Metric, catalogue

FOLDER = ROOT / "docs"


def metrics_page() -> str:
    """docs/metrics.md: every metric, one table each, Indonesian beside English."""
    head = (
        "# Metrik · Metrics\n\nDibuat dari / made from `queries/metrics.toml`: `python -m dashboard.cli.docs`.\n"
        "Tanggal posisi (as-of day): hari terakhir bulan terakhir periode, tidak lebih dari bulan lengkap terakhir.\n"
        "Yang menjumlah bulan dihitung sampai bulan terakhir yang lengkap dalam jenis barisnya sendiri.\n"
    )
    return "\n".join([head, *(_metric(one) for one in catalogue().values())])


def _metric(metric: Metric) -> str:
    spoken = [words_in(language) for language in LANGUAGES]
    rows = [
        [w(f"base.catalogue.{part}") for w in spoken] + [getattr(metric, part)[w.language] for w in spoken]
        for part in TEXTS[1:]
    ]
    for over in DIMENSIONS:
        adds = metric.adds_over[over]
        answer = "yes" if adds.adds else "no"
        reasons = [f"{w(f'base.catalogue.{answer}')}. {adds.reason[w.language]}" for w in spoken]
        rows.append([w(f"base.catalogue.{over}") for w in spoken] + reasons)
    lines = [f"| {here} · {there} | {first} | {second} |" for here, there, first, second in rows]
    units = " · ".join(w(f"base.unit.{metric.unit}") for w in spoken)
    source = f"{', '.join(metric.files)} → {', '.join(f'`{table}`' for table in metric.tables)}"
    return "\n".join(
        [
            f"## `{metric.id}`\n",
            f"**{metric.label['id']} · {metric.label['en']}** ({units}; {source})\n",
            "| | Indonesia | English |",
            "|---|---|---|",
            *lines,
            "",
        ]
    )


def settings_page() -> str:
    """docs/settings.md: every setting, in the order of dashboard/settings.py."""
    lines = [
        "# Settings\n",
        "Made from `dashboard/settings.py`: `python -m dashboard.cli.docs`. Each is an environment variable; a blank",
        "value counts as not set. What they are used for: [operations.md](operations.md).\n",
        "| name | default | help |",
        "|---|---|---|",
    ]
    for one in fields(Settings):
        choices = f" One of {', '.join(f'`{choice}`' for choice in one.metadata['choices'])}."
        default = f"`{one.default}`" if one.default else "–"
        text = one.metadata["help"] + (choices if one.metadata["choices"] else "")
        lines.append(f"| `{one.metadata['name']}` | {default} | {text} |")
    return "\n".join([*lines, ""])


DOCUMENTS = {"metrics.md": metrics_page, "settings.md": settings_page}
"""Each generated page's name and what makes it."""


def write(folder: Path = FOLDER) -> None:
    """Write every generated page anew."""
    folder.mkdir(exist_ok=True)
    for name, make in DOCUMENTS.items():
        (folder / name).write_text(make(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write()
