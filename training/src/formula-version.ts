/** Version of every formula here; a change of any result bumps it and asks for a recompute. */
export const FORMULA_VERSION = 1;
