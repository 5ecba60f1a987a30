/**
 * Loaded before everything else in a child of the supervisor. When the supervisor is gone, however it went, the child
 * stops itself: an orphan would keep its port and answer for the next start.
 */
if (process.channel) {
  process.channel.unref()
  process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'))
}
