/** The accounts of the sign-in service, for the operator. */
export interface Accounts {
  /**
   * Gives an account the admin claim or takes it away; it holds from the next sign-in or token on.
   * @returns the account's uid, null when nobody has that email
   */
  setAdmin: (email: string, isAdmin: boolean) => Promise<string | null>;
}
