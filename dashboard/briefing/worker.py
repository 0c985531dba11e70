"""Makes briefings in a process of its own (see process.py): a job is a pack as JSON, the answer its ZIP."""

from collections.abc import Callable

from dashboard.render.serve import serve


def prepare() -> Callable[[str], bytes]:
    """Import everything, by now with the pages before it, and make a small briefing in each language."""
    from dashboard.briefing.documents.archive import archive
    from dashboard.briefing.pack import from_json
    from dashboard.briefing.warmup import SMALLEST
    from dashboard.language.words import LANGUAGES, words_in

    for language in LANGUAGES:
        archive(SMALLEST, words_in(language))

    def make(job: str) -> bytes:
        pack = from_json(job)
        return archive(pack, words_in(pack.language))

    return make


if __name__ == "__main__":
    serve(prepare)
