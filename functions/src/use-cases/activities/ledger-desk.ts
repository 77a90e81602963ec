import { isDeepStrictEqual } from 'node:util';
import {
  emptyLedger,
  FORMULA_VERSION,
  ledgerRows,
  withLedgerRows,
  type Ledger,
  type LedgerRow,
  type UserDocument,
} from '@training-monkey/training';
import type { StoreTransaction } from '../../ports/store.ts';
import { stored } from '../../ports/stored.ts';

/** An athlete's ledgers as they change within a transaction, each read when first needed. */
export interface LedgerDesk {
  open: (years: number[]) => Promise<void>;
  /** Rows of years that are open. */
  rows: (year: number) => ReadonlyMap<string, LedgerRow>;
  put: (year: number, row: LedgerRow) => void;
  /** Takes an activity's row out of whichever open year has it. */
  remove: (activityId: string) => void;
  isOpen: (year: number) => boolean;
  /** The ledger of an open year as it stands; null when it has no rows. */
  ledger: (year: number) => Ledger | null;
  /** The ledgers of some years as they stand, read if need be; years without one are left out. */
  ledgersOf: (years: number[]) => Promise<Ledger[]>;
  /** Years that have a ledger now, ascending. */
  years: () => number[];
  changedYears: () => number[];
  write: () => void;
}

export function ledgerDesk(tx: StoreTransaction, uid: string, user: UserDocument): LedgerDesk {
  const opened = new Map<number, { before: Ledger | null; rows: Map<string, LedgerRow> }>();

  const ledger = (year: number): Ledger | null => {
    const entry = opened.get(year);
    if (entry === undefined || entry.rows.size === 0) return null;
    // A ledger speaks for all its rows, so it takes a new version only once a rescore is on.
    const isCurrent = user.appliedFormulaVersion === FORMULA_VERSION;
    const formulaVersion = isCurrent
      ? FORMULA_VERSION
      : (entry.before?.formulaVersion ?? FORMULA_VERSION);
    const rows = [...entry.rows.values()];
    return withLedgerRows({ ...emptyLedger(year), formulaVersion }, { put: rows });
  };
  const changedYears = () =>
    [...opened].flatMap(([year, { before }]) =>
      isDeepStrictEqual(before, ledger(year)) ? [] : [year],
    );

  const open = async (years: number[]): Promise<void> => {
    const wanted = [...new Set(years)].filter((year) => !opened.has(year));
    const kept = wanted.filter((year) => user.ledgerYears.includes(year));
    const found = await tx.getAll(kept.map((year) => stored.ledger(uid, year)));
    for (const year of wanted) {
      const before = found[kept.indexOf(year)] ?? null;
      const rows = before === null ? [] : ledgerRows(before);
      opened.set(year, { before, rows: new Map(rows.map((row) => [row.activityId, row])) });
    }
  };

  return {
    open,
    rows: (year) => opened.get(year)?.rows ?? new Map<string, LedgerRow>(),
    put: (year, row) => {
      opened.get(year)?.rows.set(row.activityId, row);
    },
    remove: (activityId) => {
      for (const { rows } of opened.values()) rows.delete(activityId);
    },
    isOpen: (year) => opened.has(year),
    ledger,
    ledgersOf: async (years) => {
      await open(years);
      return years.flatMap((year) => ledger(year) ?? []);
    },
    years: () => {
      const years = new Set(user.ledgerYears);
      for (const [year, { rows }] of opened) {
        if (rows.size > 0) years.add(year);
        else years.delete(year);
      }
      return [...years].sort((a, b) => a - b);
    },
    changedYears,
    write: () => {
      for (const year of changedYears()) {
        const now = ledger(year);
        if (now === null) tx.delete(stored.ledger(uid, year));
        else tx.set(stored.ledger(uid, year), now);
      }
    },
  };
}
