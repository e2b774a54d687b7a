const { relative } = require('node:path');
const { default: Sequencer } = require('@jest/test-sequencer');
const seconds = require('./durations.json');

/** Starts the files that take longest first, so that no worker has one of them left when the others are done. */
module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const costOf = ({ path, context }) => seconds[relative(context.config.rootDir, path)] ?? 0;
    return [...tests].sort((one, other) => costOf(other) - costOf(one));
  }
};
