import { z } from 'zod';
import { shape } from './schema.ts';

/** What of the page survives a restart, in one place. Kept in `settings.json`. */
export const settingsSchema = shape({
  theme: z.enum(['system', 'light', 'dark']).default('system'),
  locale: z.enum(['system', 'en', 'ja']).default('system'),
  /** Width of the left column in CSS pixels. */
  sidebarWidth: z.number().int().min(180).max(600).default(264),
  /**
   * Everything else that views remember (columns, grouping, saved views), each under its own key, checked by the
   * view that wrote it: an unreadable value is ignored, never an error.
   */
  views: z.record(z.string().max(80), z.json()).readonly().default({}),
});
export type Settings = z.infer<typeof settingsSchema>;
export const defaultSettings: Settings = settingsSchema.parse({});
