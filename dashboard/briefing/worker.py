"""Makes briefings in a process of its own (see process.py): a job is a pack as JSON, the answer its documents,
packed together."""

from collections.abc import Callable

from dashboard.render.serve import serve


def prepare() -> Callable[[str], bytes]:
    """Import everything, by now with the pages before it, and make a small briefing in each language."""
    from dashboard.briefing.documents import zip_file
    from dashboard.briefing.documents.writers import documents
    from dashboard.briefing.pack import from_json
    from dashboard.briefing.warmup import SMALLEST
    from dashboard.language.words import LANGUAGES, words_in

    for language in LANGUAGES:
        documents(SMALLEST, words_in(language))

    def make(job: str) -> bytes:
        pack = from_json(job)
        return zip_file.packed(documents(pack, words_in(pack.language)), smaller=False)

    return make


if __name__ == "__main__":
    serve(prepare)
