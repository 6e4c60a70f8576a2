// Builds after an install. `npm install --global` of a git address, which pre-commit does too, gives the clone none of the
// packages that building takes; then they are fetched here.
import { execSync } from 'node:child_process';

try {
  import.meta.resolve('rolldown');
} catch {
  execSync('npm ci --no-global --include=dev --ignore-scripts', { stdio: 'inherit' });
}
await import('./bundle/build.js');
