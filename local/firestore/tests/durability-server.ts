// A server to be killed: waits for a word, says its port to the parent, then serves until it dies.
import { startFirestore } from '../src/index.ts';

process.once('message', () => {
  void startFirestore({ dataDir: process.argv[2] ?? '' }).then((firestore) =>
    process.send?.(firestore.port),
  );
});
