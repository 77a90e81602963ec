// A server to be killed: waits for a word, says its port to the parent, then serves until it dies.
import { flushCompileCache } from 'node:module';
import { startFirestore } from '../src/index.ts';

// A killed process writes no cache, and without one every start compiles everything again.
flushCompileCache();

process.once('message', () => {
  void startFirestore({ dataDir: process.argv[2] ?? '' }).then((firestore) =>
    process.send?.(firestore.port),
  );
});
