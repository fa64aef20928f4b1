-- What contradict remembers: claims and where they are filed, positions and their counts, pairs, origins, the outbox.
create table memory_listings (
    article_id text collate "C" primary key,
    fetched_at timestamptz not null,
    listing    jsonb not null
);
create index on memory_listings (fetched_at);

-- Every revision that was ever listed says who printed the text first; what it says never expires by a later one.
create table memory_prints (
    print_id     text collate "C" primary key,
    article_id   text collate "C" not null,
    revision     integer not null,
    published_at timestamptz not null,
    outlet       text not null,
    credit       text not null,
    signature    bigint[] not null
);
create index on memory_prints (article_id);

create table memory_bands (
    band     text collate "C" not null,
    print_id text collate "C" not null references memory_prints on delete cascade,
    primary key (band, print_id)
);
create index on memory_bands (print_id);

-- Groups of near-copies: ``root`` is the same for all articles of a group, ``origin`` the name of its origin.
create table memory_groups (
    article_id text collate "C" primary key,
    root       text collate "C" not null,
    origin     text not null
);
create index on memory_groups (root);

create table memory_claims (
    claim_id   text collate "C" primary key,
    article_id text collate "C" not null,
    revision   integer not null,
    telling    jsonb not null,
    claim      jsonb not null
);
create index on memory_claims (article_id);

create table memory_matters (
    matter_id text collate "C" primary key,
    subject   jsonb not null,
    version   integer not null default 0,
    digest    text not null default ''
);

-- A matter is found under the keys it posts and looks under the keys it asks.
create table memory_posts (
    key       text collate "C" not null,
    matter_id text collate "C" not null,
    primary key (key, matter_id)
);
create index on memory_posts (matter_id);

create table memory_asks (
    key       text collate "C" not null,
    matter_id text collate "C" not null,
    primary key (key, matter_id)
);
create index on memory_asks (matter_id);

-- ``claims`` and ``origins`` count what stands; they are brought up to date by differences, never counted anew.
create table memory_positions (
    position_id text collate "C" primary key,
    matter_id   text collate "C" not null,
    answer      jsonb not null,
    compared    boolean not null default false,
    filings     integer not null default 0,
    claims      integer not null default 0,
    origins     integer not null default 0
);
create index on memory_positions (matter_id);

create table memory_origins (
    position_id text collate "C" not null,
    origin      text not null,
    claims      integer not null,
    primary key (position_id, origin)
);

create table memory_filings (
    claim_id     text collate "C" not null,
    position_id  text collate "C" not null,
    matter_id    text collate "C" not null,
    article_id   text collate "C" not null,
    published_at timestamptz not null,
    stands       boolean not null,
    origin       text not null,
    primary key (claim_id, position_id)
);
create index on memory_filings (article_id);
create index on memory_filings (position_id, published_at, claim_id) where stands;
create index on memory_filings (position_id, published_at, claim_id) where not stands;

create table memory_pairs (
    contradiction_id text collate "C" primary key,
    left_position    text collate "C" not null,
    right_position   text collate "C" not null,
    left_matter      text collate "C" not null,
    right_matter     text collate "C" not null,
    pair             jsonb not null
);
create index on memory_pairs (left_matter);
create index on memory_pairs (right_matter);
create index on memory_pairs (left_position);
create index on memory_pairs (right_position);

create table memory_related (
    matter_id text collate "C" not null,
    other     text collate "C" not null,
    primary key (matter_id, other)
);

-- Matters whose positions changed and whose ruling is still to be made: survives a crash between the two transactions.
create table memory_touched (
    matter_id text collate "C" primary key,
    since     timestamptz not null default now()
);
create index on memory_touched (since);

-- What is to be published, one row a record: a newer version takes the place of one that was not yet published.
create sequence outbox_places;

create table outbox (
    id    text collate "C" primary key,
    place bigint not null default nextval('outbox_places'),
    topic text not null,
    value bytea,
    since timestamptz not null default now()
);
create index on outbox (place);
