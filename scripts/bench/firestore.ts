export { default } from '../../local/firestore/bench/bench-firestore.ts';
