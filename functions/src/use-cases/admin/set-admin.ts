import { ServiceError } from '../../errors/service-error.ts';
import type { Accounts } from '../../ports/accounts.ts';
import type { Ports } from '../../ports/ports.ts';
import { stored } from '../../ports/stored.ts';

/** Makes an account admin, or no longer. @throws ServiceError `not-found` for an unknown email */
export async function setAdmin(
  ports: Pick<Ports, 'store' | 'now'> & { accounts: Accounts },
  email: string,
  isAdmin: boolean,
): Promise<{ uid: string }> {
  const uid = await ports.accounts.setAdmin(email, isAdmin);
  if (uid === null) throw new ServiceError('not-found', `Nobody has signed up as ${email}.`);
  await ports.store.transact(async (tx) => {
    // An account that never opened the dashboard has no document yet; it is created as admin then.
    if ((await tx.get(stored.user(uid))) === null) return;
    tx.update(stored.user(uid), { isAdmin, updatedAt: ports.now().toISOString() });
  });
  return { uid };
}
