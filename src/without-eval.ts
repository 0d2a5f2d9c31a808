import { z } from 'zod';

// The page's content policy allows no eval; zod would otherwise probe for it when the first schema is made.
// Imported before everything else for that reason.
z.config({ jitless: true });
