// Builds kb after an install. `npm install --global` from a git URL, which pre-commit also runs, does not install the dev
// dependencies in the clone, so they are installed here.
import { execSync } from 'node:child_process';

try {
  import.meta.resolve('rolldown');
} catch {
  execSync('npm ci --no-global --include=dev --ignore-scripts', { stdio: 'inherit' });
}
await import('./bundle/build.js');
