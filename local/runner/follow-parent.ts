// Preloaded into every child (`node --import`): when whoever started it is gone, even by `kill -9`,
// the channel to it closes and the child goes too, so that nothing is ever left behind.
const LAST_RESORT_MS = 5_000;

process.channel?.unref();
process.once('disconnect', () => {
  process.kill(process.pid, 'SIGTERM');
  setTimeout(() => process.exit(1), LAST_RESORT_MS).unref();
});
