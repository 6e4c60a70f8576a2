/** Appends to a file that other programs also write to: the job summary that CI shows beside the log. */
import { appendFile } from 'node:fs/promises';
import { KbError } from '../errors.js';
import { causeOf } from './errno.js';

/** Throws KbError `io` if the file cannot be written. */
export async function appendText(file: string, text: string): Promise<void> {
  try {
    await appendFile(file, text);
  } catch (error) {
    throw new KbError('io', `${file} cannot be written: ${causeOf(error)}`);
  }
}
