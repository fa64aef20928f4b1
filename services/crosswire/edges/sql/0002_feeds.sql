-- What the poll stage remembers: feeds and who polls them until when, entries seen, and the newest revision of articles.
create table feeds (
    feed_id      text collate "C" primary key,
    outlet_id    text not null,
    host         text not null,
    feed         jsonb not null,
    schedule     jsonb not null,
    next_poll    timestamptz,
    muted        boolean not null default false,
    worker       text not null default '',
    leased_until timestamptz,
    added_at     timestamptz not null default now()
);
create index on feeds (next_poll) where not muted;
create index on feeds (leased_until) where leased_until is not null;

create table feed_entries (
    feed_id     text collate "C" not null references feeds on delete cascade,
    key         text collate "C" not null,
    first_seen  timestamptz not null,
    last_listed timestamptz not null,
    next_check  timestamptz,
    entry       jsonb not null,
    primary key (feed_id, key)
);
create index on feed_entries (feed_id, next_check) where next_check is not null;
create index on feed_entries (feed_id, last_listed);

create table feed_outcomes (
    feed_id text collate "C" not null references feeds on delete cascade,
    outcome text not null,
    times   bigint not null,
    primary key (feed_id, outcome)
);

create table article_heads (
    article_id   text collate "C" primary key,
    revision     integer not null,
    content_hash text not null
);
