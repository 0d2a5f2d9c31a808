// Imported before anything else, so that a Node too old for the rest says one line instead of a stack.
// Written for the oldest Node that knows modules: it imports nothing and uses no new syntax.
var version = process.versions.node.split('.');
var major = Number(version[0]);

if (major < 20 || (major === 20 && Number(version[1]) < 19)) {
  console.error('nori: this is Node ' + process.versions.node + '; Nori needs 20.19 or newer (nodejs.org).');
  process.exit(1);
}
