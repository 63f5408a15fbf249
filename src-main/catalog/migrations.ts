import { firstSchema } from './first-schema.ts'

/**
 * The catalog's schema, one step per version. A released step is never edited; add a new one. `PRAGMA user_version`
 * holds the number of steps applied.
 */
export const migrations: readonly string[] = [
  firstSchema,
  'alter table runs add column start_weights text;',
  `
  alter table runs add column starred integer not null default 0;
  alter table runs add column note text not null default '';
  alter table runs add column tags text not null default '[]';
  alter table runs add column archived integer not null default 0;

  alter table epoch_metrics add column test_negative_elbo real;
  alter table epoch_metrics add column test_reconstruction real;
  alter table epoch_metrics add column test_kl real;
  alter table epoch_metrics add column active_latents integer;
  alter table epoch_metrics add column gradient_norm real;
  alter table epoch_metrics add column learning_rate real;
  alter table epoch_metrics add column kl_weight real;
  alter table epoch_metrics add column waiting_share real;
  alter table epoch_metrics add column memory_bytes real;
  `,
  `
  create table studies (
    id text primary key,
    name text not null,
    dataset_id text references datasets (id) on delete set null,
    dataset_name text not null,
    dataset_folder text not null,
    dataset_fingerprint text not null,
    objective text not null,
    direction text not null check (direction in ('minimise', 'maximise')),
    base text not null,
    epochs integer not null,
    seed integer not null,
    space text not null,
    sampler text not null,
    pruner text not null,
    budget integer not null,
    concurrency integer not null,
    executor text not null,
    state text not null,
    failure text,
    created_at text not null,
    started_at text,
    ended_at text
  ) strict;

  create table trials (
    study_id text not null references studies (id) on delete cascade,
    number integer not null,
    state text not null,
    params text not null,
    run_id text references runs (id) on delete set null,
    value real,
    epochs integer not null,
    intermediate text not null,
    failure text,
    origin text not null,
    created_at text not null,
    started_at text,
    ended_at text,
    primary key (study_id, number)
  ) strict, without rowid;
  create index trials_by_run on trials (run_id);

  alter table runs add column study_id text references studies (id) on delete set null;
  create index runs_by_study on runs (study_id);
  `,
  `
  create table validations (
    id text primary key,
    run_id text not null references runs (id) on delete cascade,
    run_name text not null,
    dataset_id text references datasets (id) on delete set null,
    config text not null,
    epoch integer not null,
    size integer not null,
    width real not null,
    unit text not null,
    folder text not null,
    state text not null,
    failure text,
    summary text,
    created_at text not null
  ) strict;
  create index validations_by_run on validations (run_id);
  `,
  `alter table studies add column environments text not null default '[]';`,
  // Their statistics lack the curves of the filled patch; they are measured again when the application opens.
  `update inpaintings set statistics = null;`,
  `
  alter table maps add column coordsys_override text check (coordsys_override in ('G', 'C', 'E'));
  alter table maps add column polcconv text check (polcconv in ('COSMO', 'IAU'));
  `,
  `
  alter table runs add column best_test_negative_elbo real;
  update runs set best_test_negative_elbo = (
    select test_negative_elbo from epoch_metrics where run_id = runs.id and epoch = runs.best_epoch
  );
  `,
  // Imported patches have no map, and may have no positions. A column that becomes nullable is replaced.
  `
  alter table datasets add column stack text;
  alter table datasets rename column map_name to old_map_name;
  alter table datasets add column map_name text;
  update datasets set map_name = old_map_name;
  alter table datasets drop column old_map_name;
  alter table datasets rename column "column" to old_column;
  alter table datasets add column "column" text;
  update datasets set "column" = old_column;
  alter table datasets drop column old_column;
  alter table datasets rename column overlap to old_overlap;
  alter table datasets add column overlap real;
  update datasets set overlap = old_overlap;
  alter table datasets drop column old_overlap;
  alter table inpaintings rename column lon to old_lon;
  alter table inpaintings add column lon real;
  update inpaintings set lon = old_lon;
  alter table inpaintings drop column old_lon;
  alter table inpaintings rename column lat to old_lat;
  alter table inpaintings add column lat real;
  update inpaintings set lat = old_lat;
  alter table inpaintings drop column old_lat;
  `,
  // Maps may be images: what describes HEALPix pixels becomes one field, of the map and of columns with a table of their own.
  `
  alter table maps add column grid text not null default '{}';
  update maps set grid = json_object('kind', 'healpix', 'nside', nside, 'ordering', ordering, 'indexing', indexing);
  update maps set columns = (
    select json_group_array(json(
      case when json_extract(value, '$.table') is null then value
      else json_set(value, '$.table', json_object(
        'grid', json_object(
          'kind', 'healpix', 'nside', json_extract(value, '$.table.nside'),
          'ordering', json_extract(value, '$.table.ordering'), 'indexing', json_extract(value, '$.table.indexing')
        ),
        'coordsys', json_extract(value, '$.table.coordsys'), 'polcconv', json_extract(value, '$.table.polcconv')
      )) end
    )) from json_each(maps.columns)
  );
  alter table maps drop column nside;
  alter table maps drop column ordering;
  alter table maps drop column indexing;
  `,
  `alter table maps add column note text not null default '';`,
  `alter table inpaintings add column rotation real;`,
  `alter table maps add column polcconv_override text check (polcconv_override in ('COSMO', 'IAU'));`,
  // Models that are no autoencoders have a loss of another kind, and no such terms.
  `
  alter table epoch_metrics rename column train_negative_elbo to train_loss;
  alter table epoch_metrics rename column validation_negative_elbo to validation_loss;
  alter table epoch_metrics rename column test_negative_elbo to test_loss;
  alter table runs rename column best_validation_negative_elbo to best_validation_loss;
  alter table runs rename column best_test_negative_elbo to best_test_loss;
  alter table epoch_metrics rename column train_reconstruction to old_train_reconstruction;
  alter table epoch_metrics add column train_reconstruction real;
  update epoch_metrics set train_reconstruction = old_train_reconstruction;
  alter table epoch_metrics drop column old_train_reconstruction;
  alter table epoch_metrics rename column train_kl to old_train_kl;
  alter table epoch_metrics add column train_kl real;
  update epoch_metrics set train_kl = old_train_kl;
  alter table epoch_metrics drop column old_train_kl;
  alter table epoch_metrics rename column validation_reconstruction to old_validation_reconstruction;
  alter table epoch_metrics add column validation_reconstruction real;
  update epoch_metrics set validation_reconstruction = old_validation_reconstruction;
  alter table epoch_metrics drop column old_validation_reconstruction;
  alter table epoch_metrics rename column validation_kl to old_validation_kl;
  alter table epoch_metrics add column validation_kl real;
  update epoch_metrics set validation_kl = old_validation_kl;
  alter table epoch_metrics drop column old_validation_kl;
  update studies set objective = replace(objective, 'NegativeElbo', 'Loss');
  `,
  // Flows from coarse to fine have a term for each octave.
  ['coarsest', 'octave1', 'octave2', 'octave3', 'octave4']
    .flatMap((term) =>
      ['train', 'validation', 'test'].map((split) => `alter table epoch_metrics add column ${split}_${term} real;`),
    )
    .join('\n'),
  // Null for a study on a dataset.
  `alter table studies add column latents text;`,
  // An inpainting was one estimate by Eq. 13: it becomes a problem, which lasts as long as it is wanted, and its estimates,
  // which outlast their runs. A table whose columns are other ones is replaced.
  `
  create table problems (
    id text primary key,
    dataset_id text references datasets (id) on delete set null,
    dataset_name text not null,
    problem text not null,
    lon real,
    lat real,
    rotation real,
    split text not null,
    size integer not null,
    width real not null,
    unit text not null,
    folder text not null,
    statistics text,
    created_at text not null
  ) strict;
  insert into problems
  select
    i.id, d.id, coalesce(d.name, r.dataset_name, ''),
    json_object(
      'patch', json_extract(i.config, '$.patch'), 'mask', json_extract(i.config, '$.mask'),
      'beam', json_extract(i.config, '$.operator.fwhm'),
      'noise', json_object('kind', 'white', 'sigma', json_extract(i.config, '$.sigma')),
      'simulated', json('false'), 'seed', 0
    ),
    i.lon, i.lat, i.rotation, i.split, i.size, i.width, i.unit, i.folder,
    case when i.statistics is null then null else json_object(
      'edges', json_extract(i.statistics, '$.edges'), 'ell', json_extract(i.statistics, '$.ell'),
      'original', json_object(
        'histogram', json_extract(i.statistics, '$.histogram.original'),
        'spectrum', json_extract(i.statistics, '$.spectrum.original')
      )
    ) end,
    i.created_at
  from inpaintings i left join runs r on r.id = i.run_id left join datasets d on d.id = i.dataset_id
  order by i.created_at, i.rowid;

  create table estimates (
    id text primary key,
    inpainting_id text not null references problems (id) on delete cascade,
    name text not null,
    estimator text not null,
    run_id text references runs (id) on delete set null,
    run_name text,
    folder text not null,
    state text not null,
    failure text,
    result text,
    statistics text,
    created_at text not null
  ) strict;
  create index estimates_by_run on estimates (run_id);
  create index estimates_by_inpainting on estimates (inpainting_id);
  insert into estimates
  select
    i.id || '.map', i.id, 'map',
    json_object(
      'kind', 'map', 'checkpoint', coalesce(json_extract(i.config, '$.checkpoint'), 'best'),
      'starts', coalesce(json_extract(i.config, '$.starts'), 1),
      'maxIterations', coalesce(json_extract(i.config, '$.maxIterations'), 500),
      'seed', coalesce(json_extract(i.config, '$.seed'), 0)
    ),
    r.id, i.run_name, i.folder || '/estimates/map', i.state, i.failure,
    case when i.result is null then null else json_object(
      'seconds', json_extract(i.result, '$.seconds'), 'error', json_extract(i.result, '$.fit'), 'model', null,
      'minimum', json_object(
        'objective', json_extract(i.result, '$.objective'), 'chi2', json_extract(i.result, '$.chi2'),
        'degreesOfFreedom', json_extract(i.result, '$.degreesOfFreedom'),
        'iterations', json_extract(i.result, '$.iterations')
      ),
      'samples', 0, 'coverage', null
    ) end,
    case when i.statistics is null then null else json_object(
      'fill', json_object(
        'histogram', json_extract(i.statistics, '$.histogram.model'),
        'spectrum', json_extract(i.statistics, '$.spectrum.model')
      ),
      'filled', json_object(
        'histogram', json_extract(i.statistics, '$.histogram.filled'),
        'spectrum', json_extract(i.statistics, '$.spectrum.filled')
      ),
      'sample', null
    ) end,
    i.created_at
  from inpaintings i left join runs r on r.id = i.run_id
  order by i.created_at, i.rowid;

  drop table inpaintings;
  alter table problems rename to inpaintings;
  `,
  `alter table inpaintings add column channels text not null default 'I';`,
]
