import {
  GoogleAuthProvider,
  browserPopupRedirectResolver,
  signInWithPopup,
  type Auth,
} from 'firebase/auth';

/** Its own file, so that a build without the Google provider ships none of it. */
export async function googleSignIn(auth: Auth): Promise<void> {
  await signInWithPopup(auth, new GoogleAuthProvider(), browserPopupRedirectResolver);
}
