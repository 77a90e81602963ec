// `npm run emulators`: the same app with Google's own Firestore emulator in place of ours (needs
// Java 21 and, the first time, the internet). Same rules, same triggers; nothing is kept.
import { fileURLToPath } from 'node:url';
import { launch } from './start/launch.ts';

await launch(fileURLToPath(new URL('..', import.meta.url)), {
  command: 'npm run emulators',
  dataFolder: '.data-emulators',
  googleFirestore: true,
});
