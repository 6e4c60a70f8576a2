/** Opens web pages in the user's browser, if there is one. */
import type { Environment } from './io.js';

/** Whether the user would see a browser that kb opens: not over ssh, in CI, or without a display. */
export function hasBrowser(env: Environment, platform: NodeJS.Platform): boolean {
  if (env['SSH_CONNECTION'] || env['SSH_TTY'] || env['CI']) return false;
  if (platform === 'darwin' || platform === 'win32') return true;
  return Boolean(env['DISPLAY'] || env['WAYLAND_DISPLAY'] || env['WSL_DISTRO_NAME']);
}

/** Opens an http(s) page without waiting for the browser to close. Returns whether a browser was started. */
export async function browse(url: string): Promise<boolean> {
  // Other schemes could start other programs.
  if (!/^https?:\/\//.test(url)) return false;
  const { default: open } = await import('open');
  try {
    const browser = await open(url);
    return await new Promise((resolve) => {
      browser.once('spawn', () => {
        resolve(true);
      });
      browser.once('error', () => {
        resolve(false);
      });
    });
  } catch {
    return false;
  }
}
