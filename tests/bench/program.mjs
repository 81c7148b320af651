// What the benches measure: the build folder and the options of the command line. To be imported before
// tests/lib, whose sites use the program of AFTERWORD.

import path from 'node:path';
import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { out: { type: 'string' }, compare: { type: 'string' } },
});
export const options = values;
export const build = path.resolve(positionals[0] ?? 'build');
export const program = path.join(build, 'afterword');
process.env.AFTERWORD = program;
