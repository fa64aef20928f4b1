"""The console's longer queries: what hangs on an article, what changed, and the counts of the state page."""

from collections.abc import Mapping
from typing import LiteralString

PARTS: Mapping[str, LiteralString] = {
    "revisions": "select record from articles where article_id = %(article)s order by revision desc",
    "claims": "select record || jsonb_build_object('withdrawn', withdrawn) from claims where article_id = %(article)s "
    "order by (record->'content'->'spans'->0->>'start')::integer, claim_id",
    "events": "select record || jsonb_build_object('withdrawn', withdrawn) from events where article_id = %(article)s "
    "order by (record->'trigger'->>'start')::integer, event_id",
    "extraction": "select record from extractions where article_id = %(article)s",
    "contradictions": "select record from contradictions where articles @> array[%(article)s::text] "
    "order by updated_at desc, contradiction_id",
}
CHANGES: LiteralString = """
    select changed::text, id, record from (
        select changed, contradiction_id as id, record from contradictions
        where (changed, contradiction_id) > (%s::xid8, %s) and changed < pg_snapshot_xmin(pg_current_snapshot())
        union all
        select changed, matter_id, record from matters
        where (changed, matter_id) > (%s::xid8, %s) and changed < pg_snapshot_xmin(pg_current_snapshot())
    ) as both_kinds order by both_kinds.changed, id limit %s
"""
FEEDS: LiteralString = """
    select f.feed || jsonb_strip_nulls(jsonb_build_object(
        'schedule', f.schedule, 'muted', f.muted, 'next_poll', f.next_poll, 'added_at', f.added_at,
        'outcomes', (select jsonb_object_agg(o.outcome, o.times) from feed_outcomes o where o.feed_id = f.feed_id)))
    from feeds f order by f.feed->>'url'
"""
STATUS: Mapping[str, LiteralString] = {
    "schema_version": "select max(version) from schema_migrations",
    "rows": """select jsonb_build_object(
        'articles', case when rows_of('articles') <= 200000 then (select count(distinct article_id) from articles)
            else rows_of('extractions') end,
        'revisions', rows_of('articles'), 'claims', rows_of('claims'), 'events', rows_of('events'),
        'matters', rows_of('matters'), 'contradictions', rows_of('contradictions'),
        'dead_letters', rows_of('dead_letters'))""",
    "contradictions": """select coalesce(jsonb_agg(to_jsonb(c) order by type, state), '[]') from (
        select type, state, count(*) from contradictions group by type, state) c""",
    "outcomes": """select coalesce(jsonb_agg(jsonb_strip_nulls(to_jsonb(o)) order by stage, outcome, reason), '[]')
        from (
        select 'poll' as stage, 'stored' as outcome, null as reason, rows_of('articles') as count
        union all select 'extract', 'stored', null,
        rows_of('extractions') - (select count(*) from extractions where refused is not null)
        union all select 'extract', 'refused', refused, count(*) from extractions where refused is not null
        group by refused
        union all select stage, 'dead_letter', reason, count(*) from dead_letters group by stage, reason) o""",
    "dead_letters": """select coalesce(jsonb_agg(to_jsonb(d) order by stage, reason), '[]') from (
        select stage, reason, count(*) from dead_letters group by stage, reason) d""",
    "unruled": "select count(*) from memory_touched",
    "outbox": "select count(*) from outbox",
    "positions": """select coalesce(jsonb_agg(to_jsonb(p) order by topic, partition), '[]') from positions p""",
    "newest": """select jsonb_strip_nulls(jsonb_build_object(
        'article', (select max(fetched_at) from articles),
        'contradiction', (select max(updated_at) from contradictions)))""",
}
