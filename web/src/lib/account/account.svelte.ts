import { FirebaseError } from 'firebase/app';
import {
  createUserWithEmailAndPassword,
  onAuthStateChanged,
  sendPasswordResetEmail,
  signInWithEmailAndPassword,
  signOut,
  type User,
} from 'firebase/auth';
import { createContext } from 'svelte';
import type { Cloud } from '../cloud/cloud.ts';

/** Who is using the app. `user` is undefined until the browser's memory has been asked. */
export class Account {
  #cloud: Cloud;
  #user = $state.raw<User | null | undefined>(undefined);

  constructor(cloud: Cloud) {
    this.#cloud = cloud;
    onAuthStateChanged(cloud.auth, (user) => (this.#user = user));
  }

  get user() {
    return this.#user;
  }
  get cloud() {
    return this.#cloud;
  }

  async signIn(email: string, password: string) {
    await signInWithEmailAndPassword(this.#cloud.auth, email, password);
  }
  async signUp(email: string, password: string) {
    await createUserWithEmailAndPassword(this.#cloud.auth, email, password);
  }
  /** Sends a link to choose a new password, and tells nobody whether there is such an account. */
  async resetPassword(email: string) {
    try {
      await sendPasswordResetEmail(this.#cloud.auth, email);
    } catch (error) {
      if (!(error instanceof FirebaseError && error.code === 'auth/user-not-found')) throw error;
    }
  }
  async signOut() {
    await signOut(this.#cloud.auth);
  }
}

export const [getAccount, setAccount] = createContext<Account>();
