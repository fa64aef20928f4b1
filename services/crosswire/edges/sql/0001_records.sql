-- What the sink keeps of every topic: the record as it flowed, and the columns by which it is found.
create table articles (
    article_id   text collate "C" not null,
    revision     integer not null,
    outlet_id    text not null,
    outlet_name  text not null,
    published_at timestamptz not null,
    fetched_at   timestamptz not null,
    forgotten    boolean not null,
    record       jsonb not null,
    search       tsvector generated always as (to_tsvector('english', coalesce(record->>'title', ''))) stored,
    primary key (article_id, revision)
);
create index on articles (published_at desc, article_id desc);
create index on articles (outlet_id, published_at desc, article_id desc);
create index on articles (fetched_at);
create index on articles using gin (search);

create table extractions (
    article_id   text collate "C" primary key,
    revision     integer not null,
    rules        text not null,
    fetched_at   timestamptz not null,
    published_at timestamptz not null,
    forgotten    boolean not null,
    refused      text,
    claim_ids    text[] not null,
    event_ids    text[] not null,
    record       jsonb not null
);
create index on extractions (fetched_at);

create table claims (
    claim_id     text collate "C" primary key,
    article_id   text collate "C" not null,
    revision     integer not null,
    outlet_id    text not null,
    outlet_name  text not null,
    speaker      text not null,
    published_at timestamptz not null,
    withdrawn    boolean not null default false,
    record       jsonb not null,
    search       tsvector generated always as (
        to_tsvector('english', coalesce(record->'speaker'->>'canonical', '') || ' ' || coalesce(record->'content'->>'text', ''))
    ) stored
);
create index on claims (article_id);
create index on claims (published_at desc, claim_id desc);
create index on claims (outlet_id, published_at desc, claim_id desc);
create index on claims (speaker, published_at desc, claim_id desc);
create index on claims using gin (search);

create table events (
    event_id     text collate "C" primary key,
    article_id   text collate "C" not null,
    revision     integer not null,
    outlet_id    text not null,
    outlet_name  text not null,
    root         text not null,
    -- Of the article; its extraction brings it, until then the time of storing stands here.
    published_at timestamptz not null default now(),
    withdrawn    boolean not null default false,
    record       jsonb not null
);
create index on events (article_id);
create index on events (published_at desc, event_id desc);
create index on events (outlet_id, published_at desc, event_id desc);
create index on events (root, published_at desc, event_id desc);

create table contradictions (
    contradiction_id   text collate "C" primary key,
    version            integer not null,
    type               text not null,
    state              text not null,
    first_published_at timestamptz not null,
    updated_at         timestamptz not null,
    outlets            text[] not null,
    matters            text[] not null,
    articles           text[] not null,
    changed            xid8 not null default pg_current_xact_id(),
    record             jsonb not null,
    search             tsvector generated always as (
        to_tsvector('english', coalesce(record->>'explanation', '') || ' ' || coalesce(record->'left'->>'content', '')
            || ' ' || coalesce(record->'right'->>'content', ''))
    ) stored
);
create index on contradictions (updated_at desc, contradiction_id desc);
create index on contradictions (state, updated_at desc, contradiction_id desc);
create index on contradictions (changed, contradiction_id);
create index on contradictions using gin (matters);
create index on contradictions using gin (articles);
create index on contradictions using gin (search);

create table matters (
    matter_id  text collate "C" primary key,
    version    integer not null,
    type       text not null,
    updated_at timestamptz not null,
    outlets    text[] not null,
    changed    xid8 not null default pg_current_xact_id(),
    record     jsonb not null,
    search     tsvector generated always as (to_tsvector('english', coalesce(record->>'question', ''))) stored
);
create index on matters (updated_at desc, matter_id desc);
create index on matters (changed, matter_id);
create index on matters using gin (search);

create table dead_letters (
    stage      text not null,
    topic      text not null,
    partition  integer not null,
    "offset"   bigint not null,
    reason     text not null,
    failed_at  timestamptz not null,
    attempts   integer not null,
    record     jsonb not null,
    primary key (stage, topic, partition, "offset")
);
create index on dead_letters (failed_at desc);
create index on dead_letters (stage, reason, failed_at desc);

-- Where the sink goes on reading: changed in the transaction of the rows, never apart from them.
create table positions (
    topic     text not null,
    partition integer not null,
    "offset"  bigint not null,
    primary key (topic, partition)
);

-- For the console's lists.
create view newest_articles as
select a.* from articles a
where not exists (select from articles b where b.article_id = a.article_id and b.revision > a.revision);

create view numbered_dead_letters as
select *, concat_ws('/', stage, topic, partition, "offset") as id from dead_letters;

-- For people and programs that read with SQL: these four keep their columns while the tables beneath may change.
create view crosswire_claims as
select claim_id, article_id, revision, outlet_id, outlet_name, speaker, published_at, withdrawn,
       record->'content'->>'text' as content, record->'cue'->>'force' as force, record->>'quote' as quote,
       record->>'polarity' as polarity, record->>'modality' as modality,
       record->'verification'->>'status' as verification, record
from claims;

create view crosswire_events as
select event_id, article_id, revision, outlet_id, outlet_name, root, published_at, withdrawn,
       record->'trigger'->>'text' as trigger,
       record->'actor'->>'canonical' as actor, record->'target'->>'canonical' as target,
       record->>'realis' as realis, record
from events;

create view crosswire_contradictions as
select contradiction_id, version, type, state, (record->>'score')::double precision as score,
       record->>'explanation' as explanation, record->'left'->'outlet'->>'name' as left_outlet,
       record->'left'->>'content' as left_content, record->'right'->'outlet'->>'name' as right_outlet,
       record->'right'->>'content' as right_content, first_published_at, updated_at, record
from contradictions;

create view crosswire_matters as
select matter_id, version, type, record->>'question' as question, jsonb_array_length(record->'positions') as positions,
       updated_at, record
from matters;
