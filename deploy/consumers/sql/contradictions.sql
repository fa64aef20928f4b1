-- Open contradictions that changed since :since, the oldest first, out of the view that keeps its columns.
select type, contradiction_id, explanation, to_char(updated_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
from crosswire_contradictions
where state = 'open'
  -- The sink stores several partitions: what is older may come a little later.
  and updated_at >= :'since'::timestamptz - interval '10 minutes'
order by updated_at, contradiction_id;
