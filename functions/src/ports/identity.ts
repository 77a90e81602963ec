/** Who is asking, as the sign-in service says. */
export interface Identity {
  uid: string;
  email: string | null;
  isAdmin: boolean;
}

export interface IdentityProvider {
  /** @throws ServiceError `unauthenticated` unless the token is genuine and in date */
  identify(idToken: string): Promise<Identity>;
}
