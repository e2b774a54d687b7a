import { testCrashes } from './crashes';

describe('killed after a call', () => testCrashes('crashAfter'));
