import type { en } from './en.ts';
import { app, grid, link, settings, time, welcome } from './ja/app.ts';
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
} from './ja/datacenters.ts';
import { copy, detail, fact, oneOf, rule } from './ja/detail.ts';
import { errors } from './ja/errors.ts';
import { column, hostStatus, instances, kind, state, status } from './ja/instances.ts';
import type { Translated } from './translated.ts';

export const ja: Translated<typeof en> = {
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
};
