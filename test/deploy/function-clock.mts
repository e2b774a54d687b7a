/** Loaded before a function (`--import`): its clock is the machine's and as many ms more as the file holds. */
import { readFileSync } from 'node:fs';
import { shiftDate } from '../../local/lambda/shift-date.mts';

const file = process.env['TOCSIN_CLOCK_FILE'] ?? '';

shiftDate(() => Number(readFileSync(file, 'utf8')));
