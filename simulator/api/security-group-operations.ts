import { isLive } from '../world/database.ts';
import type { SecurityGroup } from '../world/records.ts';
import {
  answer,
  findOrFail,
  isGiven,
  page,
  requireOwner,
  textOrNull,
  type Context,
  type Operation,
} from './context.ts';
import { securityGroupDocument } from './documents.ts';
import { ApiError } from './errors.ts';
import { validateRules } from './security-rules.ts';

const RULE_COLUMN_LENGTH = 65_535;

export const indexSecurityGroups: Operation = (context) => {
  const rows = context.world.database.securityGroups.newest((row) => row.accountId === context.account.id);
  return page(context, rows, securityGroupDocument);
};

function target(context: Context): SecurityGroup {
  const group = findOrFail(context.world.database.securityGroups, context.id);
  requireOwner(context, group);
  return group;
}

export const showSecurityGroup: Operation = (context) => answer(securityGroupDocument(target(context)));

export const createSecurityGroup: Operation = ({ world, account, parameters }) => {
  const { securityGroups } = world.database;
  const rule = textOrNull(parameters['rule'], RULE_COLUMN_LENGTH) ?? '';
  validateRules(rule);
  const now = world.clock.now();
  const group: SecurityGroup = {
    pk: securityGroups.nextPk(),
    id: world.database.newId(securityGroups),
    accountId: account.id,
    createdAt: now,
    updatedAt: now,
    description: textOrNull(parameters['description']),
    rule,
  };
  // Shown before it is stored: a rule that can't be shown rolls the creation back.
  const document = securityGroupDocument(group);
  securityGroups.insert(group);
  return answer(document);
};

/** Stored before it is shown: a rule of an unknown protocol answers 500, yet stays, and breaks the owner's whole index. */
export const updateSecurityGroup: Operation = (context) => {
  const { parameters, world } = context;
  const group = target(context);
  const rule = textOrNull(parameters['rule'], RULE_COLUMN_LENGTH);
  if (rule !== null) validateRules(rule);
  if (rule !== null) group.rule = rule;
  if (isGiven(parameters['description'])) group.description = textOrNull(parameters['description']);
  group.updatedAt = world.clock.now();
  return answer(securityGroupDocument(group));
};

export const destroySecurityGroup: Operation = (context) => {
  const { database } = context.world;
  const group = target(context);
  if (database.instances.rows.some((instance) => isLive(instance) && instance.groupIds.includes(group.id))) {
    throw new ApiError('OperationNotPermitted');
  }
  database.securityGroups.remove(group);
  return answer([group.id]);
};
