import type { en } from './en.ts';
import { action, actions, confirm, operation, run } from './ja/actions.ts';
import { activity } from './ja/activity.ts';
import { app, grid, link, settings, time, welcome } from './ja/app.ts';
import { board } from './ja/board.ts';
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
import { copy, detail, fact, oneOf, rule, storageState } from './ja/detail.ts';
import { errors } from './ja/errors.ts';
import { figure, fleet } from './ja/fleet.ts';
import { column, hostStatus, instances, kind, state, status } from './ja/instances.ts';
import { launch } from './ja/launch.ts';
import { shortcut, view } from './ja/navigation.ts';
import { changeField, operationField, query, queryErrors, queryField, queryHelp } from './ja/query.ts';
import { grouping, views } from './ja/views.ts';
import type { Translated } from './translated.ts';

export const ja: Translated<typeof en> = {
  action,
  actions,
  activity,
  app,
  board,
  changeField,
  colour,
  column,
  condition,
  confirm,
  copy,
  datacenters,
  detail,
  editor,
  errors,
  fact,
  field,
  figure,
  fleet,
  grid,
  grouping,
  hostStatus,
  instances,
  kind,
  launch,
  link,
  oneOf,
  operation,
  operationField,
  query,
  queryErrors,
  queryField,
  queryHelp,
  remove,
  rule,
  run,
  safety,
  secret,
  settings,
  shortcut,
  state,
  status,
  storageState,
  test,
  time,
  view,
  views,
  welcome,
};
