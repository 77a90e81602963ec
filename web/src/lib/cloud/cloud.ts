import { initializeApp } from 'firebase/app';
import {
  browserLocalPersistence,
  connectAuthEmulator,
  indexedDBLocalPersistence,
  initializeAuth,
  type Auth,
} from 'firebase/auth';
import {
  connectFirestoreEmulator,
  initializeFirestore,
  persistentLocalCache,
  persistentMultipleTabManager,
  type Firestore,
} from 'firebase/firestore';
import type { RuntimeConfiguration } from './runtime-configuration.ts';

export interface Cloud {
  auth: Auth;
  firestore: Firestore;
  configuration: RuntimeConfiguration;
}

/** Opens Firebase with a cache that outlives the page, so that the app starts without network. */
export function openCloud(configuration: RuntimeConfiguration): Cloud {
  const { projectId, apiKey, authDomain, appId, emulators } = configuration;
  const app = initializeApp({
    projectId,
    apiKey,
    ...(authDomain === undefined ? {} : { authDomain }),
    ...(appId === undefined ? {} : { appId }),
  });
  const auth = initializeAuth(app, {
    persistence: [indexedDBLocalPersistence, browserLocalPersistence],
  });
  const firestore = initializeFirestore(app, {
    localCache: persistentLocalCache({ tabManager: persistentMultipleTabManager() }),
  });
  if (emulators) {
    connectAuthEmulator(auth, `http://${emulators.auth.host}:${emulators.auth.port}`, {
      disableWarnings: true,
    });
    connectFirestoreEmulator(firestore, emulators.firestore.host, emulators.firestore.port);
  }
  return { auth, firestore, configuration };
}
