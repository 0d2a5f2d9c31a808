import { z } from 'zod';
import { accountIdSchema, datacenterIdSchema } from './ids.ts';
import { launchParametersSchema } from './operation.ts';
import { resourceKindSchema } from './resource-kind.ts';
import { list, shape, timestamp } from './schema.ts';

/** What a chosen resource was called, so that a missing one can be asked for again in words. */
export const templateResourceSchema = shape({
  kind: resourceKindSchema,
  id: z.string().min(1).max(255),
  description: z.string().max(255),
});
export type TemplateResource = z.infer<typeof templateResourceSchema>;

/**
 * A launch to be repeated, as kept in `templates.json`. Its resources may be gone by the time it is used. User data
 * in it lies on the disk as it is: whoever saves a template chooses whether to leave it in.
 */
export const templateSchema = shape({
  /** Chosen by whoever saves it first; saving again under the same id replaces it. */
  id: z.string().min(1).max(80),
  name: z.string().trim().min(1).max(80),
  datacenterId: datacenterIdSchema,
  account: accountIdSchema,
  /** `hostname` may be a pattern, `web-{n}`. */
  parameters: launchParametersSchema,
  count: z.number().int().min(1).max(100).default(1),
  resources: list(templateResourceSchema).default([]),
  savedAt: timestamp.default(0),
});
export type Template = z.infer<typeof templateSchema>;

/** Most templates kept. */
export const mostTemplates = 200;
export const templatesFileSchema = shape({
  version: z.literal(1).default(1),
  templates: list(templateSchema).default([]),
});
export type TemplatesFile = z.infer<typeof templatesFileSchema>;
export const emptyTemplatesFile: TemplatesFile = templatesFileSchema.parse({});
