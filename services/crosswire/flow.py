"""The map: every stage, what it reads and what it writes."""

from collections.abc import Mapping

from crosswire import contradict, extract
from crosswire.stage import AnyStage, RememberingStage, Sink, Source, Stage
from crosswire_schemas.topics import ARTICLES, CLAIMS, CONTRADICTIONS, DEAD_LETTERS, EVENTS, MATTERS, RECORD_TOPICS

#   feeds ──poll──▶ articles ──extract──▶ claims, events ──contradict──▶ contradictions, matters
#                        └───────────── sink: all of them ─────────────▶ PostgreSQL ──▶ console, notify

POLL = Source(name="poll", writes=(ARTICLES,))
EXTRACT = Stage(name="extract", reads=ARTICLES, writes=(CLAIMS, EVENTS), prepare=extract.prepare)
CONTRADICT = RememberingStage(name="contradict", reads=CLAIMS, writes=(CONTRADICTIONS, MATTERS), step=contradict.step)
SINK = Sink(name="sink", reads=(*RECORD_TOPICS, *DEAD_LETTERS.values()))
NOTIFY = Sink(name="notify", reads=(CONTRADICTIONS,))

STAGES: Mapping[str, AnyStage] = {stage.name: stage for stage in (POLL, EXTRACT, CONTRADICT, SINK, NOTIFY)}
