import { action, actions, confirm, operation, run } from './en/actions.ts';
import { activity } from './en/activity.ts';
import { app, grid, link, settings, time, welcome } from './en/app.ts';
import { board } from './en/board.ts';
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
import { copy, detail, fact, oneOf, rule, storageState } from './en/detail.ts';
import { errors } from './en/errors.ts';
import { figure, fleet } from './en/fleet.ts';
import { column, hostStatus, instances, kind, state, status } from './en/instances.ts';
import { launch } from './en/launch.ts';
import { shortcut, view } from './en/navigation.ts';
import { changeField, operationField, query, queryErrors, queryField, queryHelp } from './en/query.ts';
import { grouping, views } from './en/views.ts';

/** Every word of the page in English, by area. The other catalogues have its type. */
export const en = {
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
} as const;
