"""The load, and what is compared: the tables without what a run's own clock puts into them, ids by topic."""

import json
import os
from typing import Any

from crosswire.testing import System, article
from crosswire_schemas.records import Article, Claim, Contradiction, Event, Extraction, Matter

ARTICLES = int(os.environ.get("CROSSWIRE_FAULT_ARTICLES", "200"))
PLACES = (
    "Kupiansk",
    "Bakhmut",
    "Izium",
    "Lyman",
    "Vovchansk",
    "Pokrovsk",
    "Melitopol",
    "Toretsk",
    "Kherson",
    "Siversk",
)
THINGS = ("bridge", "depot", "hospital", "warehouse", "factory", "school", "station", "dam")
KINDS = (Claim, Event, Extraction, Contradiction, Matter)
# Without versions and times of publication, which say how often something was published, not what.
TABLES = {
    "articles": "select article_id, revision from articles",
    "claims": "select claim_id, withdrawn, record from claims",
    "events": "select event_id, withdrawn, record from events",
    "contradictions": "select contradiction_id, record - '{version,updated_at}'::text[] from contradictions",
    "matters": "select matter_id, record - '{version,updated_at}'::text[] from matters",
    "dead_letters": "select stage, reason from dead_letters",
}


def articles(number: int = ARTICLES) -> list[Article]:
    """Return invented articles, each second one denying what the one before it says."""
    made = []
    for index in range(number):
        pair, denies = divmod(index, 2)
        place, thing = PLACES[pair % len(PLACES)], THINGS[pair // len(PLACES) % len(THINGS)]
        struck = f"Ukrainian forces destroyed a {thing} near {place} on Monday"
        body = f"Russian officials denied that {struck}." if denies else f"{struck}, the Ukrainian army said."
        body += f" Residents of {place} heard explosions, the mayor said. Report {pair} of the week."
        made.append(article(f"The {thing} of {place}", body, outlet=f"Outlet {index}"))
    return made


def tables(system: System) -> dict[str, list[str]]:
    """Return the rows of each table, as text, in order."""
    return {name: sorted(json.dumps(row) for row in system.query(query)) for name, query in TABLES.items()}


def ids(system: System) -> dict[str, set[str]]:
    """Return the distinct ids of each kind of record on the topics."""
    return {kind.record: {_id(record) for record in system.records(kind)} for kind in KINDS}


def _id(record: Any) -> str:
    return str(getattr(record, f"{record.record}_id", None) or record.article_id)
