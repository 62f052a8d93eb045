// The bot as a child of the sandbox. When the sandbox is killed, the channel between the two closes and the bot
// ends at once, as in any other crash: the next run must not share its database with a survivor.
process.once('disconnect', () => {
  process.exit(1);
});

await import('../../src/main.js');
