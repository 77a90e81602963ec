import { z } from 'zod';
import { parseInput } from '../../errors/parse-input.ts';
import { athleteRoll } from '../../use-cases/admin/athlete-roll.ts';
import { deadWorkList } from '../../use-cases/admin/dead-work-list.ts';
import { reviveWork } from '../../use-cases/admin/dead-work.ts';
import { adminRoute } from './api-route.ts';

const rollQuery = z.strictObject({
  after: z
    .string()
    .regex(/^\d{1,9}$/, 'must be the serial number of an athlete')
    .transform(Number)
    .optional(),
});

/** What the database accepts as a name; anything else would fail there as if it were our fault. */
const itemParams = z.strictObject({
  id: z
    .string()
    .max(300)
    .regex(/^(?!\.{1,2}$)(?!__.*__$)[^/]+$/, 'must be the name of work in the inbox'),
});

/** Beside these the admin page reads `/api/strava/budget`. */
export const adminRoutes = [
  adminRoute({ method: 'GET', path: '/api/admin/athletes' }, async (ports, { query }) => {
    const { after } = parseInput(rollQuery, Object.fromEntries(query));
    return { body: await athleteRoll(ports, after) };
  }),

  adminRoute({ method: 'GET', path: '/api/admin/dead-work' }, async (ports) => ({
    body: { work: await deadWorkList(ports) },
  })),

  adminRoute(
    { method: 'POST', path: '/api/admin/dead-work/{id}/retry' },
    async (ports, { params }) => {
      await reviveWork(ports, parseInput(itemParams, params).id);
      return { status: 204 };
    },
  ),
];
