-- Counts that stay quick: exact for small tables, for large ones PostgreSQL's own estimate.
create function rows_of(name text) returns bigint language plpgsql stable as $$
declare
    found bigint;
begin
    select reltuples::bigint into found from pg_class where oid = name::regclass;
    if found <= 200000 then
        execute format('select count(*) from %I', name) into found;
    end if;
    return found;
end
$$;
create index on extractions (refused) where refused is not null;
create index on contradictions (type, state);
