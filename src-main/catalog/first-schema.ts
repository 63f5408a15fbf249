/** The tables of the catalog's first version (migrations.ts). */
export const firstSchema = `
create table maps (
  id text primary key,
  name text not null,
  path text not null unique,
  size integer not null,
  nside integer not null,
  ordering text not null check (ordering in ('RING', 'NESTED')),
  coordsys text check (coordsys in ('G', 'C', 'E')),
  indexing text not null,
  columns text not null,
  citation text,
  demo integer not null,
  added_at text not null
) strict;

create table datasets (
  id text primary key,
  name text not null,
  map_id text references maps (id) on delete set null,
  map_name text not null,
  column text not null,
  unit text not null,
  recipe text not null,
  folder text not null,
  state text not null,
  failure text,
  count integer not null,
  splits text not null,
  overlap real not null,
  fingerprint text,
  created_at text not null
) strict;
create index datasets_by_map on datasets (map_id);

create table runs (
  id text primary key,
  name text not null,
  dataset_id text references datasets (id) on delete set null,
  dataset_name text not null,
  config text not null,
  folder text not null,
  state text not null,
  failure text,
  epoch integer not null,
  best_epoch integer,
  best_validation_negative_elbo real,
  device text,
  parameters integer,
  created_at text not null,
  started_at text,
  ended_at text
) strict;
create index runs_by_dataset on runs (dataset_id);

create table epoch_metrics (
  run_id text not null references runs (id) on delete cascade,
  epoch integer not null,
  train_negative_elbo real not null,
  train_reconstruction real not null,
  train_kl real not null,
  validation_negative_elbo real not null,
  validation_reconstruction real not null,
  validation_kl real not null,
  images_per_second real not null,
  seconds real not null,
  elapsed_seconds real not null,
  primary key (run_id, epoch)
) strict, without rowid;

create table inpaintings (
  id text primary key,
  run_id text not null references runs (id) on delete cascade,
  run_name text not null,
  dataset_id text references datasets (id) on delete set null,
  config text not null,
  lon real not null,
  lat real not null,
  split text not null,
  size integer not null,
  width real not null,
  unit text not null,
  folder text not null,
  state text not null,
  failure text,
  result text,
  statistics text,
  created_at text not null
) strict;
create index inpaintings_by_run on inpaintings (run_id);

create table exports (
  id text primary key,
  source text not null,
  folder text not null,
  files text not null,
  created_at text not null
) strict;
`
