import { app, grid, link, settings, time, welcome } from './en/app.ts';
import {
  colour,
  condition,
  datacenters,
  editor,
  field,
  remove,
  safety,
  secret,
  test,
} from './en/datacenters.ts';
import { copy, detail, fact, oneOf, rule } from './en/detail.ts';
import { errors } from './en/errors.ts';
import { column, hostStatus, instances, kind, state, status } from './en/instances.ts';

/** Every word of the page in English, by area. The other catalogues have its type. */
export const en = {
  app,
  colour,
  column,
  condition,
  copy,
  datacenters,
  detail,
  editor,
  errors,
  fact,
  field,
  grid,
  hostStatus,
  instances,
  kind,
  link,
  oneOf,
  remove,
  rule,
  safety,
  secret,
  settings,
  state,
  status,
  test,
  time,
  welcome,
} as const;
