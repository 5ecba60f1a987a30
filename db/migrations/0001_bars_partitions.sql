-- `bars` becomes a hypertable where TimescaleDB is present (either edition), native range partitions by year otherwise.
-- Readers and writers use the same name; `ensure_bar_partitions` is what a writer calls before rows of new years.
do $$
begin
  if exists (select 1 from pg_available_extensions where name = 'timescaledb')
     and current_setting('shared_preload_libraries') like '%timescaledb%' then
    create extension if not exists timescaledb;
    perform create_hypertable('bars', 'ts', chunk_time_interval => interval '365 days', create_default_indexes => false);
  else
    alter table bars rename to bars_plain;
    alter table bars_plain rename constraint bars_pkey to bars_plain_pkey;
    create table bars (like bars_plain including defaults) partition by range (ts);
    alter table bars add constraint bars_pkey primary key (series_id, ts);
    create table bars_default partition of bars default;
    drop table bars_plain;
  end if;
end $$;
--> statement-breakpoint
create function ensure_bar_partitions(first timestamptz, last timestamptz) returns integer language plpgsql as $$
declare
  y integer;
  made integer := 0;
begin
  if not exists (select 1 from pg_partitioned_table where partrelid = 'bars'::regclass) then
    return 0;
  end if;
  for y in extract(year from first at time zone 'UTC')::integer .. extract(year from last at time zone 'UTC')::integer loop
    if to_regclass('bars_' || y) is null then
      -- Several writers may arrive together: the lock lets one make the partition.
      perform pg_advisory_xact_lock(720815, y);
      if to_regclass('bars_' || y) is null then
        execute format('create table bars_%s partition of bars for values from (%L) to (%L)',
          y, make_timestamptz(y, 1, 1, 0, 0, 0, 'UTC'), make_timestamptz(y + 1, 1, 1, 0, 0, 0, 'UTC'));
        made := made + 1;
      end if;
    end if;
  end loop;
  return made;
end $$;
