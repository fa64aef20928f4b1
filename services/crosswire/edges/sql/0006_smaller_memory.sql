-- Contradict's memory made small and near: ids as 16 bytes, what is only kept as bytes, one row for two where two
-- said one thing, what belongs to one article side by side, keys of one week side by side.
alter table memory_listings
    alter article_id type uuid using article_id::uuid,
    alter listing type bytea using convert_to(listing::text, 'UTF8');

-- A key is a time (weeks, or four weeks, since the year 1), whether it lies beside the matter's own, and 40 bits of the
-- hash of what is asked and where; see contradict/keys.py.
create function memory_key(week text, beside boolean, anchor text) returns bigint language sql immutable as $$
    select (week::bigint << 41) | (beside::integer::bigint << 40) | ('x' || substr(md5(anchor), 1, 10))::bit(40)::bigint
$$;
create table memory_keys as
    with split as (
        select 'post' as kind, matter_id, substring(key from '^(.*)\|[^|]*$') as anchor, substring(key from '[^|]*$') as week
        from memory_posts
        union all
        select 'ask', matter_id, substring(key from '^(.*)\|[^|]*$'), substring(key from '[^|]*$') from memory_asks
    ), beside as (
        select distinct matter_id, week from split where kind = 'ask' and anchor not like 'time|%'
        except select matter_id, week from split where kind = 'post'
    )
    select memory_key(week, false, anchor) as key, matter_id::uuid from split where kind = 'post'
    union
    select memory_key(b.week, true, s.anchor), s.matter_id::uuid from split s join beside b using (matter_id) where s.kind = 'post';
drop table memory_posts, memory_asks;
drop function memory_key;
alter table memory_keys rename to memory_posts;
alter table memory_posts alter key set not null, alter matter_id set not null, add primary key (key, matter_id);

alter table memory_bands drop constraint memory_bands_print_id_fkey;
drop index memory_bands_print_id_idx;
alter table memory_bands
    alter band type bigint using ('x' || substr(band, 1, 15))::bit(60)::bigint,
    alter print_id type uuid using print_id::uuid;
alter table memory_prints
    alter print_id type uuid using print_id::uuid,
    alter article_id type uuid using article_id::uuid;
alter table memory_groups
    alter article_id type uuid using article_id::uuid,
    alter root type uuid using root::uuid;

-- A claim that is filed nowhere keeps its revision alone.
alter table memory_claims
    alter claim_id type uuid using claim_id::uuid,
    alter article_id type uuid using article_id::uuid,
    alter telling type bytea using convert_to(telling::text, 'UTF8'),
    alter claim type bytea using convert_to(claim::text, 'UTF8'),
    alter telling drop not null,
    alter claim drop not null,
    drop constraint memory_claims_pkey,
    add primary key (article_id, claim_id);
drop index memory_claims_article_id_idx;

alter table memory_filings
    alter claim_id type uuid using claim_id::uuid,
    alter position_id type uuid using position_id::uuid,
    alter matter_id type uuid using matter_id::uuid,
    alter article_id type uuid using article_id::uuid,
    drop constraint memory_filings_pkey,
    add primary key (article_id, claim_id, position_id);
drop index memory_filings_article_id_idx;

alter table memory_matters
    alter matter_id type uuid using matter_id::uuid,
    alter subject type bytea using convert_to(subject::text, 'UTF8');

-- Positions never compared before wait with their matter.
alter table memory_touched
    alter matter_id type uuid using matter_id::uuid,
    add fresh uuid[] not null default '{}';
insert into memory_touched as t (matter_id, fresh)
    select matter_id::uuid, array_agg(position_id::uuid) from memory_positions where not compared group by matter_id
    on conflict (matter_id) do update set fresh = excluded.fresh;
alter table memory_positions
    alter position_id type uuid using position_id::uuid,
    alter matter_id type uuid using matter_id::uuid,
    alter answer type bytea using convert_to(answer::text, 'UTF8'),
    drop compared,
    drop constraint memory_positions_pkey,
    add primary key (matter_id, position_id);
drop index memory_positions_matter_id_idx;

alter table memory_origins alter position_id type uuid using position_id::uuid;

alter table memory_pairs
    alter contradiction_id type uuid using contradiction_id::uuid,
    alter left_position type uuid using left_position::uuid,
    alter right_position type uuid using right_position::uuid,
    alter left_matter type uuid using left_matter::uuid,
    alter right_matter type uuid using right_matter::uuid,
    add version integer not null default 0;
update memory_pairs set version = (pair->>'version')::integer;
alter table memory_pairs alter pair type bytea using convert_to(pair::text, 'UTF8');
drop index memory_pairs_left_position_idx, memory_pairs_right_position_idx;

alter table memory_related
    alter matter_id type uuid using matter_id::uuid,
    alter other type uuid using other::uuid;
