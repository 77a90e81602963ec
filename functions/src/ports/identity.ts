/** Who is asking, as the sign-in service says. */
export interface Identity {
  uid: string;
  email: string | null;
  isAdmin: boolean;
  /** When they last proved who they are, as ISO 8601. */
  signedInAt?: string | undefined;
}

export interface IdentityProvider {
  /** @throws ServiceError `unauthenticated` unless the token is genuine and in date */
  identify(idToken: string): Promise<Identity>;
  /** Removes an account; one that is not there is no matter. */
  remove(uid: string): Promise<void>;
}
