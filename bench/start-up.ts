/** How long kb takes against Node's own start, on our own cards: `npm run bench`. Build first. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { measure, table } from './measure.js';

const root = path.resolve(fileURLToPath(import.meta.url), '../..');
const kb = path.join(root, 'bin/kb.js');
const rounds = Number(process.env['ROUNDS'] ?? 15);

const results = measure(
  [
    { name: '`node -e 0`', args: ['-e', '0'] },
    { name: '`kb --version`', args: [kb, '--version'], cwd: root },
    { name: '`kb --help`', args: [kb, '--help'], cwd: root },
    { name: '`kb search verify a card`', args: [kb, '-q', 'search', 'verify', 'a', 'card'], cwd: root },
    { name: '`kb list`', args: [kb, '-q', 'list'], cwd: root },
  ],
  rounds,
);
process.stdout.write(table('Start-up on the cards of this project', results));
