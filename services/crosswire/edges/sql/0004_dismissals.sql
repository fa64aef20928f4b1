-- What analysts judged to be no contradiction, and why: kept with the record as it was, also when it is taken back.
create table dismissals (
    dismissal_id     bigint generated always as identity primary key,
    contradiction_id text collate "C" not null,
    version          integer not null,
    reason           text not null,
    note             text not null,
    dismissed_at     timestamptz not null,
    restored_at      timestamptz,
    record           jsonb
);
create unique index on dismissals (contradiction_id) where restored_at is null;
create index on dismissals (dismissed_at desc, dismissal_id desc);

-- What is forgotten is forgotten here too: the passages go with the contradiction, the judgement stays.
create function erase_dismissed() returns trigger language plpgsql as $$
begin
    update dismissals set record = null where contradiction_id = old.contradiction_id;
    return null;
end
$$;
create trigger erase_dismissed after delete on contradictions for each row execute function erase_dismissed();
