// Preloaded (`node --import`) into processes that must not outlive the one that started them: see children.mjs.
process.channel?.unref();
process.on('disconnect', () => {
  process.kill(process.pid, 'SIGTERM');
});
