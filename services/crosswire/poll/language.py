"""The language of a text: py3langid where there is enough of it, else what the feed or page says."""

from functools import cache
from typing import Any

from py3langid.langid import MODEL_FILE, LanguageIdentifier

ENOUGH = 80
CERTAIN = 0.8
LOOKED_AT = 3000


@cache
def _identifier() -> Any:
    identifier: Any = LanguageIdentifier
    return identifier.from_model_file(MODEL_FILE, norm_probs=True)


def of_text(text: str, declared: str = "") -> str:
    """Return the language of ``text``: ISO 639-1, ``und`` where it cannot be told; ``declared`` is BCP 47 or ''."""
    said = declared.strip().replace("_", "-").split("-")[0].lower()
    said = said if said.isascii() and said.isalpha() and len(said) in (2, 3) else ""
    letters = sum(char.isalpha() for char in text[:LOOKED_AT])
    if said and letters < ENOUGH:
        return said
    if not letters:
        return "und"
    found, probability = _identifier().classify(text[:LOOKED_AT])
    return str(found) if probability >= CERTAIN or not said else said
