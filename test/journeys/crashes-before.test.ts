import { testCrashes } from './crashes';

describe('killed before a call', () => testCrashes('crashBefore'));
