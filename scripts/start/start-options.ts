import { parseArgs } from 'node:util';
import { z } from 'zod';

const options = z.object({
  fresh: z.boolean().default(false),
  quiet: z.boolean().default(false),
  help: z.boolean().default(false),
  sandbox: z.boolean().default(true),
  data: z.string().min(1, '--data takes a folder').optional(),
  port: z
    .string()
    .regex(/^\d{1,5}$/, '--port takes a number, such as --port 4600')
    .transform(Number)
    .refine((port) => port >= 1 && port <= 65_535, '--port must be between 1 and 65535')
    .optional(),
});
export type StartOptions = z.infer<typeof options>;

/**
 * Reads the flags of `npm start`, `npm run dev` and `npm run emulators`.
 *
 * @throws RangeError naming the flag that is unknown or wrong
 */
export function startOptions(args: string[]): StartOptions {
  let values: Record<string, unknown>;
  try {
    ({ values } = parseArgs({
      args,
      allowNegative: true,
      options: {
        fresh: { type: 'boolean' },
        quiet: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
        sandbox: { type: 'boolean' },
        data: { type: 'string' },
        port: { type: 'string' },
      },
    }));
  } catch (error) {
    throw new RangeError(error instanceof Error ? error.message : String(error), { cause: error });
  }
  const parsed = options.safeParse(values);
  if (parsed.success) return parsed.data;
  throw new RangeError(parsed.error.issues.map(({ message }) => message).join('; '));
}
