"""What PostgreSQL tells of a stage's data: sizes of tables, feeds by health; each metric is one query."""

from collections.abc import Mapping
from typing import LiteralString

import psycopg

from crosswire.edges.metrics import Metrics

# By the stage that says it, so that it is said once: metric, label, and a query of label and value.
FIGURES: Mapping[str, tuple[tuple[str, str, LiteralString], ...]] = {
    "sink": (
        (
            "crosswire_table_rows",
            "table",
            "select relname, greatest(reltuples, 0) from pg_class "
            "where relkind = 'r' and relnamespace = 'public'::regnamespace",
        ),
        (
            "crosswire_table_bytes",
            "table",
            "select relname, pg_total_relation_size(oid) from pg_class "
            "where relkind = 'r' and relnamespace = 'public'::regnamespace",
        ),
    ),
    "poll": (
        (
            "crosswire_feeds",
            "health",
            "select health, count(feed_id) from unnest(array['well', 'failing', 'new', 'muted']) as health "
            "left join feeds on health = case when muted then 'muted' when schedule->>'last_outcome' is null "
            "then 'new' when (schedule->>'failures')::integer > 0 then 'failing' else 'well' end group by health",
        ),
    ),
}


def measure(url: str, stage: str, metrics: Metrics) -> str | None:
    """Set the figures that ``stage`` tells; return why PostgreSQL at ``url`` does not answer, None where it does."""
    try:
        with psycopg.connect(url, connect_timeout=5, application_name="crosswire-watch") as connection:
            connection.execute("select 1")
            for name, label, query in FIGURES.get(stage, ()):
                for value, number in connection.execute(query).fetchall():
                    metrics.set(name, float(number), **{label: str(value)})
    except psycopg.Error as error:
        return f"PostgreSQL does not answer ({str(error).strip()})"
    return None
