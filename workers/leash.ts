/**
 * Loaded before everything else in a child of the supervisor. When the supervisor is gone, however it went, the child
 * stops itself: an orphan would keep its port and answer for the next start. A process that the child forks inherits this
 * file, but its parent is not the supervisor, and its channel is none of our business.
 */
if (process.channel && process.ppid === Number(process.env.TITAN_LEASH)) {
  process.channel.unref()
  process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'))
}
